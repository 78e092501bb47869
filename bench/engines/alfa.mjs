// Reads pages as Alfa's own plain data, one JSON object a line, and answers each with what fails and under which criteria.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import path from "node:path";

const folder = path.resolve(process.argv[2]);
const load = (name) => import(pathToFileURL(path.join(folder, "node_modules", "@siteimprove", name, "dist", "index.js")).href);
const [{ Audit, Outcome }, { default: rules }, { Node }, { Page }, { Request, Response }, { Device }] = await Promise.all(
  ["alfa-act", "alfa-rules", "alfa-dom", "alfa-web", "alfa-http", "alfa-device"].map(load),
);

for await (const line of createInterface({ input: process.stdin })) {
  const found = new Map();
  try {
    const page = Page.of(Request.empty(), Response.empty(), Node.from(JSON.parse(line), Device.standard()), Device.standard());
    for (const outcome of await Audit.of(page, rules).evaluate()) {
      if (!Outcome.isFailed(outcome)) continue;
      const criteria = [...outcome.rule.requirements].map((r) => r.chapter).filter(Boolean);
      found.set(outcome.rule.uri.split("/").pop(), criteria);
    }
    process.stdout.write(`${JSON.stringify([...found])}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error).slice(0, 300) })}\n`);
  }
}
