// Draws cells in a frame, one after the other, and checks each in every way that goes with it. One call answers for many
// cells: asking the browser once a check took longer than the checks. The frame stands for a window: its size in CSS px is
// the window's, its zoom the person's (device pixels to one CSS px), its color scheme the system's
// (https://drafts.csswg.org/css-color-adjust-1/#color-scheme-effect).
const [jobs, patience, done] = arguments;
const { sources } = window;

const pause = (ms) => new Promise((then) => setTimeout(then, ms));
const plain = (text) => decodeURIComponent((text ?? "").replace(/^#/, ""));

const frame = document.querySelector("iframe") ?? document.body.appendChild(document.createElement("iframe"));

const fit = ({ width, height, zoom, scheme }) => {
  Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, zoom, colorScheme: scheme });
};

// Whether what `fit` asked for is what the document in the frame sees.
const fits = ({ width, height, zoom, scheme }) => {
  const view = frame.contentWindow;
  const seen = [view.innerWidth, view.innerHeight, view.devicePixelRatio];
  return `${seen}` === `${[width, height, zoom]}` && view.matchMedia(`(prefers-color-scheme: ${scheme})`).matches;
};

const until = async (condition, otherwise) => {
  const since = performance.now();
  for (;;) {
    const answer = condition();
    if (answer) return answer;
    if (performance.now() - since > patience) throw otherwise();
    await pause(2);
  }
};

const root = () => frame.contentDocument?.documentElement;

const draw = async (hash) => {
  if (frame.src === "") frame.src = `${sources.cell}${hash}`;
  else if (plain(frame.contentWindow.location.hash) !== plain(hash)) {
    delete root().dataset.ready;
    frame.contentWindow.location.hash = hash;
  }
  const drawn = () => root()?.dataset.ready !== undefined && plain(root().dataset.ready) === plain(hash);
  await until(() => drawn() || root()?.dataset.failed, () => `drawn is ${root()?.dataset.ready}, not ${hash}`);
  if (root().dataset.failed) throw `${root().dataset.failed}: ${frame.contentDocument.body.innerText}`;
};

// As a person who chooses it below the screen: the page says everything anew, in place.
const speak = async (language) => {
  const { document: page, Event } = frame.contentWindow;
  if (page.documentElement.lang === language) return;
  const select = page.getElementById("language");
  select.value = language;
  select.dispatchEvent(new Event("change"));
  await until(() => page.documentElement.lang === language, () => `the page does not speak ${language}`);
};

const look = async (kind) => {
  const view = frame.contentWindow;
  if (kind === "layout" || kind === "targets") return (view.lookAtLayout ??= new view.Function(sources.layout))(kind);
  if (!view.axe) view.eval(sources.axe);
  view.lookForBarriers ??= new view.Function(sources.barriers);
  return new Promise((then) => view.lookForBarriers(kind, then));
};

const check = async (wanted) => {
  fit(wanted);
  await until(() => fits(wanted), () => `the frame is not as wanted: ${JSON.stringify(wanted)}`);
  if (wanted.language) await speak(wanted.language);
  return (await look(wanted.look)).map((line) => `${wanted.name}: ${line}`);
};

const work = async ({ hash, checks }) => {
  // As narrow as it gets from the start: what the page measures once is measured there.
  fit(checks[0]);
  try {
    await draw(hash);
    const found = [];
    for (const wanted of checks) found.push(await check(wanted));
    return found;
  } catch (error) {
    return [[String(error)]];
  }
};

(async () => {
  // Far outside of the window nothing is painted, which saves processor time.
  Object.assign(frame.style, { border: 0, position: "absolute", top: 0, left: "-20000px" });
  const answers = [];
  for (const job of jobs) answers.push(await work(job));
  done(answers);
})();
