"use strict";

/** What the page itself says; what the bot says comes from the bot. */
const words = {
  id: {
    hour: "+1 jam", workday: "Hari kerja berikutnya 08.00", speed: "Laju", more: "Lainnya", jump: "Lompat", trouble: "Gangguan",
    add: "Tambah", clear: "Hapus semua", violations: "Pelanggaran tabel metode", none: "belum ada", send: "Kirim",
    reply: "Balas", replyingTo: "Membalas", cancel: "Batal", commands: "Perintah", file: "Berkas",
    samples: "Contoh dokumen", own: "Pilih berkas sendiri …", asPhoto: "kirim sebagai foto", close: "Tutup",
    write: "Tulis pesan", edited: "diubah", block: "Blokir", unblock: "Buka blokir", openAs: "Buka tautan ini sebagai:",
    start: "Mulai", copied: "Tersalin", acting: "sedang mengirim …", typing: "sedang mengetik …",
    blocked: "bot diblokir", empty: "Belum ada percakapan.", noCommands: "Menu perintah masih kosong.",
    joined: "bot ditambahkan ke grup", failed: "Tidak dapat dilakukan", silent: "tanpa suara",
    due: "Ke yang jatuh tempo berikutnya", begin: "Putar kasus", scene: "Babak berikutnya", playing: "sedang diputar …",
    over: "Kasus selesai diputar.", save: "Simpan",
    faults: { too_many: "Terlalu banyak (429)", server_error: "Galat server (5xx)", proxy_page: "Halaman proksi",
      drop_before: "Putus sebelum berlaku", drop_after: "Putus sesudah berlaku", slow: "Lambat", duplicate: "Pembaruan ganda" },
  },
  en: {
    hour: "+1 hour", workday: "Next working day 08:00", speed: "Speed", more: "More", jump: "Jump", trouble: "Faults",
    add: "Add", clear: "Clear all", violations: "Method table violations", none: "none yet", send: "Send",
    reply: "Reply", replyingTo: "Replying to", cancel: "Cancel", commands: "Commands", file: "File",
    samples: "Sample documents", own: "Choose own files …", asPhoto: "send as photo", close: "Close",
    write: "Write a message", edited: "edited", block: "Block", unblock: "Unblock", openAs: "Open this link as:",
    start: "Start", copied: "Copied", acting: "is sending …", typing: "is typing …",
    blocked: "bot is blocked", empty: "No messages yet.", noCommands: "The command menu is still empty.",
    joined: "the bot was added to the group", failed: "Not possible", silent: "without sound",
    due: "To what is due next", begin: "Play a case", scene: "Next scene", playing: "playing …",
    over: "The case has been played.", save: "Save",
    faults: { too_many: "Too many (429)", server_error: "Server error (5xx)", proxy_page: "A proxy's page",
      drop_before: "Cut before it took effect", drop_after: "Cut after it took effect", slow: "Slow", duplicate: "Doubled update" },
  },
};
