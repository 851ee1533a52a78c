// Lets axe-core look at the document; answers with one line for each node that breaks a rule.
const [contrastOnly, done] = arguments;
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const options = {
  runOnly: contrastOnly ? { type: "rule", values: ["color-contrast", "link-in-text-block"] } : { type: "tag", values: tags },
  resultTypes: ["violations"],
  // No frame of a gallery on a disk answers another; axe-core would wait for each.
  iframes: false,
  // Off by default even within its tag.
  rules: contrastOnly ? {} : { "target-size": { enabled: true } },
};
const said = (rule, node) =>
  `${rule.id}: ${node.html.slice(0, 160)}  ${(node.failureSummary ?? rule.help).replace(/\s+/g, " ").slice(0, 240)}`;
axe.run(document, options).then(
  (found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)))),
  (error) => done([`axe-core: ${error}`]),
);
