import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Person } from "./person.mjs";

export const root = new URL("../..", import.meta.url).pathname;

/** The demo office as deploy/run.sh starts it, in a folder of its own. */
export async function startOffice() {
  const demo = mkdtempSync(join(tmpdir(), "alur-browser-"));
  const run = spawn("deploy/run.sh", ["-y", "--listen", "127.0.0.1:8180", "--demo", demo], {
    cwd: root, stdio: ["ignore", "ignore", "pipe"],
  });
  const left = new Promise((resolve) => run.on("exit", resolve));
  const stop = async () => {
    run.kill("SIGTERM");
    await left;
    rmSync(demo, { recursive: true, force: true });
  };
  let said = "";
  const address = await new Promise((resolve, reject) => {
    run.stderr.setEncoding("utf8").on("data", (part) => {
      said += part;
      const open = /The demo office is open: (\S+)/.exec(said);
      if (open) resolve(open[1]);
    });
    left.then(() => reject(new Error(`deploy/run.sh ended:\n${said}`)));
  });
  return { address, stop };
}

/** The page in a browser; every error in its console is kept. */
export async function openPage(address, viewport) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const page = await browser.newPage({ viewport });
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(address);
  await page.locator("#people button").first().waitFor();
  const person = (name) => new Person(page, name);
  const people = {
    yuni: person("Yuni"), sari: person("Sari"), hendra: person("Hendra"), dedi: person("Dedi"), rina: person("Rina"),
    fajar: person("Fajar"), putri: person("Putri"), bayu: person("Bayu"), anwar: person("Anwar"),
  };
  return { browser, page, errors, ...people };
}

/** Moves the office's clock with the page's own form, as "2026-03-03T09:04". */
export async function jumpTo(page, local) {
  const more = page.locator("#more");
  const folded = (await more.isVisible()) && (await more.getAttribute("aria-expanded")) !== "true";
  if (folded) await more.click();
  await page.locator("#jump-to").fill(local);
  await page.locator("#jump-go").click();
  if (folded) await more.click();
}

/** What a phone would cut off: elements that reach beyond the window. */
export function cutOff(page) {
  return page.evaluate(() => [...document.querySelectorAll(".pane.current .bubble, .pane.current .keys button")]
    .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 0.5 || one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.innerText.slice(0, 60)));
}
