/** One person at the page: reads what the newest messages say and clicks what a finger could. */

const patience_ms = 15000;

export class Person {
  #mark = 0;

  constructor(page, name) {
    this.page = page;
    this.name = name;
  }

  /** Brings this person's chat up, as a tap on the name does. */
  async #open() {
    const chip = this.page.locator("#people button", { hasText: this.name });
    if (!/\bshown\b/.test((await chip.getAttribute("class")) ?? "")) await chip.click();
    return this.page.locator(".pane.current");
  }

  async #until(what, look, argument) {
    const pane = await this.#open();
    try {
      return await this.page.waitForFunction(look, argument, { timeout: patience_ms }).then((handle) => handle.jsonValue());
    } catch {
      const newest = await pane.locator("article").evaluateAll((all) => all.slice(-3).map((one) => one.innerText));
      throw new Error(`${this.name} does not ${what}. The newest messages:\n${newest.join("\n--\n")}`);
    }
  }

  /** Waits until the bot has said `words` since the last time, and goes on from there. */
  async see(words) {
    this.#mark = await this.#until(`see "${words}"`, ([after, part]) => {
      const said = [...document.querySelectorAll(".pane.current article:not(.mine)")]
        .filter((one) => Number(one.dataset.said) > after && one.innerText.includes(part))
        .map((one) => Number(one.dataset.said));
      return said.length ? Math.max(...said) : false;
    }, [this.#mark, words]);
  }

  /** Clicks the newest button whose label begins with `label`, a tick before it aside. */
  async press(label) {
    const begins = new RegExp(`^[☐☑ ]*${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    await this.#until(`find the button "${label}"`, (start) =>
      [...document.querySelectorAll(".pane.current .keys button")].some((one) => new RegExp(start).test(one.innerText)), begins.source);
    await this.page.locator(".pane.current .keys button").filter({ hasText: begins }).last().click();
  }

  async say(words) {
    const pane = await this.#open();
    await pane.locator("textarea").fill(words);
    await pane.locator(".composer .send").click();
  }

  /** Sends one of the sandbox's samples out of the file dialog. */
  async sendSample(sample) {
    const pane = await this.#open();
    await pane.locator(".composer button", { hasText: "Berkas" }).click();
    await this.page.locator("#dialog-choices button", { hasText: sample }).click();
  }

  /** Sends a file of one's own, through the browser's file chooser. */
  async sendFile(path) {
    const pane = await this.#open();
    await pane.locator(".composer button", { hasText: "Berkas" }).click();
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.locator("#dialog-choices button").first().click();
    await (await chooser).setFiles(path);
  }
}
