/** What the page offers beside the chats: a case played scene by scene, the clock, faults, previews. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openPage, root, startOffice } from "./office.mjs";

const shots = join(root, "build/browser");
const patience = { timeout: 60000 };

function expect(holds, what) {
  if (!holds) throw new Error(what);
}

async function playsScenes({ page }) {
  await page.locator("#play-variant").selectOption("pengembang");
  await page.locator("#play-begin").click();
  await page.locator("#play-scene").waitFor(patience);
  for (let scene = 2; scene <= 3; ++scene) {
    await page.locator("#play-scene").click();
    await page.locator("#play-status", { hasText: `${scene}/` }).waitFor(patience);
  }
  const rina = page.locator(".pane", { hasText: "Rina Marlina" }).last();
  expect((await rina.innerText()).includes("P26-001"), "Rina's chat says nothing of the case that was played");
}

async function jumpsToWhatIsDue({ page }) {
  const before = await page.locator("#now").textContent();
  await page.locator("#due").click();
  await page.waitForFunction((was) => document.getElementById("now").textContent.slice(0, -3) !== was.slice(0, -3), before, patience);
}

async function previewsDocuments({ page, rina }) {
  const name = page.locator(".pane.current a.file", { hasText: "identifikasi.pdf" });
  await page.locator("#people button", { hasText: "Rina" }).click();
  await rina.sendSample("identifikasi.pdf");
  await name.last().click();
  await page.locator("#preview iframe").waitFor();
  const answer = await page.request.get(new URL(await page.locator("#preview iframe").getAttribute("src"), page.url()).href);
  expect(answer.headers()["content-type"] === "application/pdf", "a PDF is not shown as one");
  await page.locator("#preview-close").click();
  await rina.sendSample("foto1.jpg");
}

async function addsAFault({ page }) {
  await page.locator("#trouble-label").click();
  await page.locator("#fault-kind").selectOption("too_many");
  await page.locator("#fault-add").click();
  await page.locator("#faults li", { hasText: "429" }).waitFor();
  await page.locator("#fault-clear").click();
  await page.waitForFunction(() => document.querySelectorAll("#faults li").length === 0);
}

mkdirSync(shots, { recursive: true });
const world = await startOffice();
let office;
try {
  office = await openPage(world.address, { width: 1600, height: 1000 });
  for (const part of [playsScenes, jumpsToWhatIsDue, previewsDocuments, addsAFault]) {
    await part(office);
    await office.page.screenshot({ path: join(shots, `controls-${part.name}.png`) });
    console.log(`the page ${part.name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`);
  }
  expect(office.errors.length === 0, `errors in the console: ${office.errors.join("; ")}`);
} finally {
  await office?.page.screenshot({ path: join(shots, "controls-last.png") });
  await office?.browser.close();
  await world.stop();
}
