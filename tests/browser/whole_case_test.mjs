/**
 * A whole MANDIRI case with its trace of needs by clicks on the sandbox's page: buttons, answers to what is asked, files;
 * no command.
 * usage: node tests/browser/whole_case_test.mjs [WIDTH...]     screenshots go to build/browser/
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cutOff, jumpTo, openPage, root, startOffice } from "./office.mjs";

const shots = join(root, "build/browser");
const widths = process.argv.slice(2).map(Number);

class Case {
  constructor(office, width) {
    this.office = office;
    this.width = width;
  }

  async look(name) {
    const wide = await cutOff(this.office.page);
    if (wide.length) throw new Error(`cut off at ${this.width} px (${name}): ${wide.join(" | ")}`);
    await this.office.page.screenshot({ path: join(shots, `${this.width}-${name}.png`) });
  }
  async handIn(by) {
    await by.press("Kirim untuk persetujuan");
    await by.press("Ya, kirim");
    await by.see("Terkirim");
  }
  async approve(by, outcome = "ersetujuan tercatat") {
    await by.see("Batas persetujuan");
    await by.press("Setujui");
    await by.press("Ya, setujui");
    await by.see(outcome);
  }
  async upload(by, sample) {
    await by.sendSample(sample);
    await by.see("Tersimpan");
  }
  /** Each file is said to be what its label names; the last can only be one thing. */
  async uploadEach(by, labelled) {
    for (const [index, [sample, label]] of labelled.entries()) {
      await by.sendSample(sample);
      if (index + 1 < labelled.length) {
        await by.see("Berkas diterima");
        await by.press(label);
      }
      await by.see("Tersimpan");
    }
  }
  async appoint(role, person, letter) {
    const { hendra, sari } = this.office;
    await hendra.press(role);
    await hendra.press(person);
    await hendra.see(`Dipilih: ${person}`);
    await hendra.press("Lanjut");
    await hendra.press("Ya, tunjuk");
    await hendra.see("Penunjukan tercatat");
    await this.upload(hendra, "spt.doc");
    await this.handIn(hendra);
    await this.approve(sari, "Paraf tercatat");
    await hendra.press("Unggah surat bertanda tangan");
    await hendra.see("Mohon mengirim");
    await hendra.sendSample("spt.pdf");
    await hendra.see("omor");
    await hendra.say(letter);
    await hendra.see("bertanda tangan, versi");
  }
  async meet(chair, sample) {
    await chair.see("Penugasan – Tahap");
    await chair.press("Mulai sesi");
    await chair.see("Sesi dimulai");
    await chair.press("Akhiri sesi");
    await chair.see("Sesi berakhir");
    await this.upload(chair, sample);
  }
  /** `presses` on the first need, the good mark for the others. */
  async mark(by, presses, outcome) {
    await by.press("Tandai kebutuhan");
    await by.see("Setiap tekanan mengganti tanda");
    for (const word of presses) await by.press(`KB-01: ${word}`);
    await by.press("Selebihnya");
    await by.press("Simpan");
    await by.see(outcome);
  }
  /** A yes in spite of a need that does not fit. */
  async approveInSpite(by) {
    await by.see("Batas persetujuan");
    await by.press("Setujui");
    await by.see("1 dari 2 kebutuhan dinilai tidak sesuai");
    await this.look(`12-tidak-sesuai-${by.name}`);
    await by.press("Diperbaiki pada tahap implementasi");
    await by.see("ersetujuan tercatat");
  }

  async needs() {
    const { page, rina, dedi, hendra, sari } = this.office;
    await rina.press("Ajukan permohonan");
    await rina.see("Mohon");
    await rina.say("Aplikasi Antrean Layanan Kependudukan");
    await rina.see("Mohon diperiksa");
    await rina.press("Ajukan");
    await rina.see("Permohonan terdaftar");
    await rina.sendFile(join(root, "tests/data/identifikasi.pdf"));
    await rina.see("Tersimpan");
    await this.look("01-tersimpan");
    await this.handIn(rina);
    await hendra.see("Mohon persetujuan");
    await this.look("01-mohon-persetujuan");
    await hendra.press("Setujui");
    await hendra.see("Setelah disetujui: Tahap 2");
    await this.look("01-setujui");
    await hendra.press("Ya, setujui");
    await hendra.see("Persetujuan tercatat");
    await dedi.press("Saya kerjakan");
    await dedi.press("Isi daftar kebutuhan");
    await dedi.see("satu baris satu kebutuhan");
    await dedi.say("KB-01 Cetak nomor antrean\nKB-02 Laporan harian");
    await dedi.see("daftar 2 kebutuhan");
    await this.look("02-kebutuhan");
    await this.upload(dedi, "spesifikasi.docx");
    await this.handIn(dedi);
    await this.approve(hendra);
    await sari.press("Jadwalkan sesi");
    await sari.see("Mohon");
    await sari.say("3-3-2026 09.00 Ruang Rapat Kominfo");
    await sari.see("3 Maret 2026");
    await rina.see("Undangan sesi");
    await this.look("03-undangan");
    await rina.press("Bersedia");
    await jumpTo(page, "2026-03-03T09:04");
    await sari.press("Mulai sesi");
    await sari.see("Sesi dimulai");
    await jumpTo(page, "2026-03-03T10:49");
    await sari.press("Akhiri sesi");
    await sari.see("Sesi berakhir");
    await this.look("03-sesi-berakhir");
    await sari.press("Nihil");
    await sari.see("Tersimpan");
    await this.handIn(sari);
    await this.approve(sari);
    await this.approve(rina);
  }

  async design() {
    const { fajar, hendra, sari, rina } = this.office;
    await hendra.see("Penugasan – Tahap 4");
    await this.look("04-penunjukan");
    await this.appoint("Tunjuk System Analyst", "Fajar", "800/45/DISKOMINFO-III/2026 3-3-2026");
    await fajar.see("Penugasan – Tahap 5");
    await this.look("05-penugasan");
    await this.uploadEach(fajar, [["rencana.pdf", "Rencana implementasi"], ["jadwal.xlsx", "Jadwal pelaksanaan"],
      ["usulan.docx", "Usulan programmer"]]);
    await this.handIn(fajar);
    await this.approve(hendra);
    await this.approve(sari);
    await this.appoint("Tunjuk Programmer", "Putri", "800/46/DISKOMINFO-III/2026 3-3-2026");
    await this.uploadEach(fajar, [["rencana.pdf", "DFD"], ["laporan.pdf", "ERD"]]);
    await this.handIn(fajar);
    await this.approve(hendra);
    await this.upload(fajar, "usulan.docx");
    await this.mark(fajar, [], "skenario ada 2");
    await this.handIn(fajar);
    await this.approve(hendra);
    await this.approve(rina);
  }

  async prototype() {
    const { putri, fajar, hendra, rina } = this.office;
    await putri.press("Unggah dokumen");
    await putri.press("Kirim tautan");
    await putri.see("Mohon");
    await putri.say("https://uji.muaraenimkab.go.id/antrean");
    await putri.see("Tersimpan");
    await this.look("09-tautan");
    await this.handIn(putri);
    await this.approve(fajar);
    await this.approve(hendra);
    await this.upload(rina, "laporan.pdf");
    await this.mark(rina, ["belum ditandai"], "lulus 2");
    await this.handIn(rina);
    await this.approve(hendra);
  }

  async delivery() {
    const { dedi, yuni, hendra, sari, rina } = this.office;
    await this.meet(hendra, "jadwal.xlsx");
    await this.handIn(hendra);
    await this.approve(sari);
    await this.meet(sari, "laporan.pdf");
    await this.mark(sari, ["belum ditandai", "sesuai", "sesuai dengan catatan"], "tidak sesuai 1 (KB-01)");
    await this.look("12-tandai");
    await this.handIn(sari);
    await this.approveInSpite(sari);
    await this.approveInSpite(rina);
    for (const button of ["Isi Perlengkapan", "Laptop", "PC Unit", "Kelengkapan", "Simpan"]) await dedi.press(button);
    await dedi.see("Tersimpan");
    await this.upload(dedi, "foto1.jpg");
    await this.handIn(dedi);
    await this.approve(hendra);
    await this.approve(rina);
    await this.uploadEach(yuni, [["prototype.zip", "System akhir"], ["laporan.pdf", "Aplikasi"]]);
    await this.handIn(yuni);
    await this.approve(sari);
    await this.approve(rina);
    await rina.see("Selesai – M26-001");
    await this.look("14-selesai");
  }
}

async function runCase(width) {
  const world = await startOffice();
  let office;
  try {
    office = await openPage(world.address, { width, height: width < 600 ? 740 : 800 });
    const whole = new Case(office, width);
    for (const part of ["needs", "design", "prototype", "delivery"]) await whole[part]();
    const trouble = await office.page.locator("#violations-label").textContent();
    if (!trouble.endsWith("belum ada")) throw new Error(`violations of the Bot API: ${trouble}`);
    if (office.errors.length) throw new Error(`errors in the console: ${office.errors.join("; ")}`);
  } catch (error) {
    await office?.page.screenshot({ path: join(shots, `${width}-failed.png`) });
    throw error;
  } finally {
    await office?.browser.close();
    await world.stop();
  }
}

mkdirSync(shots, { recursive: true });
for (const width of widths.length ? widths : [360, 1280]) {
  const began = Date.now();
  await runCase(width);
  console.log(`a whole case by clicks at ${width} px: ${((Date.now() - began) / 1000).toFixed(0)} s`);
}
