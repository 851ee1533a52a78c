// Lets axe-core look at the document; answers with one line for each node that breaks a rule. "all": every rule.
// "colours": for a document that was looked at with every rule, in other colours. All other rules read the tree, texts,
// roles and boxes, which no color scheme and no brand's colours change; a logo may be another picture in the dark.
const [which, done] = arguments;
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const some = which === "colours" && ["color-contrast", "link-in-text-block", "image-alt", "role-img-alt", "svg-img-alt"];
const options = {
  runOnly: some ? { type: "rule", values: some } : { type: "tag", values: tags },
  resultTypes: ["violations"],
  // No frame of a gallery on a disk answers another; axe-core would wait for each.
  iframes: false,
  // Off by default even within its tag.
  rules: some ? {} : { "target-size": { enabled: true } },
};
const said = (rule, node) =>
  `${rule.id}: ${node.html.slice(0, 160)}  ${(node.failureSummary ?? rule.help).replace(/\s+/g, " ").slice(0, 240)}`;
axe.run(document, options).then(
  (found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)))),
  (error) => done([`axe-core: ${error}`]),
);
