#include "corpus.hpp"
#include "zip_builder.hpp"

#include <array>

namespace alur::archive {

namespace {

using std::string_literals::operator""s;
using Files = std::vector<GoodFile>;

constexpr std::array documents{"identifikasi.pdf", "laporan.pdf", "rencana.pdf", "spt.pdf"};
constexpr std::array names{
    "Laporan Akhir",    "surat.docx", "No. 800 tahun 2026",      "Berita Acara (final) v2", "SPT – Rina",
    "rapat 12.03.2026", "LAMPIRAN_1", "Undangan & daftar hadir", "spesifikasi v1.2",        "naskah"};

/// What a program appends that changes a PDF and keeps what was signed.
std::string updated(const std::string& pdf, int number) {
  const std::string object =
      std::to_string(900 + number) + " 0 obj\n<< /Alur (" + std::to_string(number) + ") >>\nendobj\n";
  return pdf + object + "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 999 /Prev 9 >>\nstartxref\n" +
         std::to_string(pdf.size() + object.size()) + "\n%%EOF\n";
}

void add_pdfs(Files& files) {
  for (const char* document : documents) {
    const std::string pdf = sample(document);
    files.push_back({document, pdf});
    std::string signed_often = pdf;
    for (int i = 0; i < 10; ++i) {
      signed_often = updated(signed_often, i);
      files.push_back({std::string{names[static_cast<std::size_t>(i)]} + ".pdf", signed_often});
    }
    for (const std::size_t trailing : {1U, 2U, 64U, 512U, 1000U}) {
      files.push_back({"cetak.PDF", pdf + std::string(trailing, '\n')});
    }
    files.push_back({"tanpa akhiran", pdf});
    files.push_back({"metadata.pdf", updated(pdf + "% /EncryptMetadata true\n", 1)});
  }
}

std::string relationship(const std::string& type, const std::string& target) {
  return R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" )"
         R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/)" +
         type + R"(" Target=")" + target + R"(" TargetMode="External"/></Relationships>)";
}

void add_office(Files& files) {
  for (const std::string document : {"spesifikasi.docx", "usulan.docx", "jadwal.xlsx", "spesifikasi.odt"}) {
    const std::string office = sample(document);
    const std::string ending = document.substr(document.rfind('.'));
    const std::string folder = ending == ".docx" ? "word" : ending == ".xlsx" ? "xl" : "Pictures";
    const auto add = [&](const std::string& name, const std::string& content) {
      files.push_back({"naskah" + ending, with_part(office, folder + "/" + name, content)});
    };
    files.push_back({document, office});
    files.push_back({"Surat Tugas (2)" + ending, office});
    files.push_back({"surat.pdf" + ending, office});
    for (int page = 1; page <= 6; ++page) {
      add("customXml" + std::to_string(page) + ".xml", std::string(static_cast<std::size_t>(page) * 3000, 'x'));
    }
    add("media/foto.jpg", sample("foto1.jpg"));
    add("media/alur.png", sample("alur.png"));
    add("media/grafik.emz", "\x1f\x8b\x08" + std::string(200, 'e'));
    add("embeddings/lembar.xlsx", sample("jadwal.xlsx"));
    if (ending == ".odt") continue;
    add("_rels/tautan.xml.rels", relationship("hyperlink", "https://muaraenimkab.go.id/?a=1&amp;b=2"));
    add("_rels/surel.xml.rels", relationship("hyperlink", "mailto:kominfo@muaraenimkab.go.id"));
    add("_rels/contoh.xml.rels", relationship("attachedTemplate", "file:///C:\\Users\\Rina\\Templates\\surat.dotx"));
    add("_rels/buku.xml.rels", relationship("externalLinkPath", "anggaran.xlsx"));
    add("_rels/gambar.xml.rels", relationship("image", "gambar/logo.png"));
    const Parts parts = parts_of(office);
    for (const int level : {0, 1, 9}) files.push_back({"simpan ulang" + ending, packed_zip(parts, level)});
  }
}

/// A comment segment: another picture to the byte, the same to the eye.
std::string remarked(const std::string& jpeg, const std::string& remark) {
  return std::string{jpeg}.insert(2, "\xff\xfe" + big_bytes(remark.size() + 2, 2) + remark);
}

void add_pictures(Files& files) {
  for (const char* photo : {"foto1.jpg", "foto2.jpg", "foto3.jpg"}) {
    const std::string jpeg = sample(photo);
    files.push_back({photo, jpeg});
    for (std::size_t i = 0; i < 10; ++i) {
      files.push_back(
          {"IMG_" + std::to_string(i) + ".jpeg", remarked(jpeg, "Muara Enim " + std::string(i * 900, '.'))});
    }
    files.push_back({"thumbnail.jpg", remarked(jpeg, jpeg.substr(jpeg.size() / 2))});
    files.push_back({"samsung.jpg", jpeg + std::string(30'000, '\x5a') + "SEFT"});
  }
  for (std::uint32_t side = 100; side <= 6000; side += 400) files.push_back({"bagan.png", png_of(side, side)});
  for (std::uint16_t side = 10; side <= 5000; side += 600) files.push_back({"cap.gif", gif_of(side, side)});
  for (std::uint32_t side = 10; side <= 5000; side += 600) files.push_back({"denah.bmp", bmp_of(side, side)});
  files.push_back({"png.png", sample("alur.png") + std::string(100, '\0')});
  const std::string tiff = "II*\0"s + little_bytes(8, 4) + little_bytes(2, 2) + little_bytes(256, 2) +
                           little_bytes(3, 2) + little_bytes(1, 4) + little_bytes(1200, 4) + little_bytes(257, 2) +
                           little_bytes(4, 2) + little_bytes(1, 4) + little_bytes(1600, 4) + little_bytes(0, 4);
  files.push_back({"pindaian.tif", tiff});
  files.push_back({"pindaian.tiff", tiff + std::string(5000, 'p')});
  const std::string lossless =
      "VP8L"s + little_bytes(20, 4) + "\x2f" + little_bytes(799U | 599U << 14U, 4) + std::string(15, 'w');
  files.push_back({"foto.webp", "RIFF" + little_bytes(4 + lossless.size(), 4) + "WEBP" + lossless});
  const std::string heic = big_bytes(24, 4) + "ftypheic" + big_bytes(0, 4) + "mif1heic" + big_bytes(28, 4) + "meta" +
                           big_bytes(20, 4) + "ispe" + big_bytes(0, 4) + big_bytes(4032, 4) + big_bytes(3024, 4);
  files.push_back({"IMG_0001.HEIC", heic});
}

void add_old_office(Files& files) {
  for (const std::string document : {"spt.doc", "jadwal.xls"}) {
    const std::string office = sample(document);
    const std::string ending = document.substr(document.rfind('.'));
    files.push_back({document, office});
    for (std::size_t sectors = 1; sectors <= 12; ++sectors) {
      files.push_back({"lama" + ending, office + std::string(sectors * 512, '\0')});
    }
    files.push_back({"nama mirip" + ending, office + directory_entry("VBA_PROJECTS")});
  }
}

void add_texts(Files& files) {
  for (int i = 1; i <= 12; ++i) {
    const std::string number = std::to_string(i);
    files.push_back({"catatan " + number + ".txt", "Rapat ke-" + number + "\nHadir: 12 orang. Nilai < 5 dan > 3.\n"});
    files.push_back({"data " + number + ".csv", "nama,nilai\nRina," + number + "\nBudi,7\n"});
    files.push_back({"README " + number + ".md", "# Bab " + number + "\n\nLihat `config`.\n"});
    files.push_back({"surat " + number + ".rtf", "{\\rtf1\\ansi Surat nomor " + number + "\\par}"});
    files.push_back(
        {"alur " + number + ".drawio", "<mxfile host=\"app\"><diagram id=\"" + number + "\"></diagram></mxfile>"});
  }
}

void add_packages(Files& files) {
  files.push_back({"prototype.zip", sample("prototype.zip")});
  Parts system;
  for (int i = 0; i < 1500; ++i) system.emplace_back("src/modul" + std::to_string(i) + ".js", "export const a = 1;\n");
  system.emplace_back("gradle/wrapper/gradle-wrapper.jar", stored_zip({{"META-INF/MANIFEST.MF", "Main-Class: A\n"}}));
  system.emplace_back("docs/spesifikasi.docx", sample("spesifikasi.docx"));
  system.emplace_back("deploy.sh", "#!/bin/sh\nexit 0\n");
  files.push_back({"sistem.zip", packed_zip(system)});
  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    files.push_back({"prototype " + number + ".zip", packed_zip({{"index.html", "<html><script>a()</script></html>"},
                                                                 {"gambar/" + number + ".jpg", sample("foto1.jpg")}})});
    files.push_back({"dari git " + number + ".zip",
                     stored_zip({{"a..b/README.md", number}, {"a/", "", 0, 0040755}}, std::string(40, 'c'))});
    files.push_back({"windows " + number + ".zip", stored_zip({{"prototype\\index.html", number}})});
    files.push_back({"aplikasi " + number + ".apk", packed_zip({{"AndroidManifest.xml", number},
                                                                {"classes.dex", "dex\n035"},
                                                                {"assets/www.zip", sample("prototype.zip")}})});
    files.push_back({"bagan " + number + ".vsdx", packed_zip({{"[Content_Types].xml", "<Types/>"},
                                                              {"visio/document.xml", "<a>" + number + "</a>"}})});
  }
}

}  // namespace

std::vector<GoodFile> good_files() {
  Files files;
  add_pdfs(files);
  add_office(files);
  add_pictures(files);
  add_old_office(files);
  add_texts(files);
  add_packages(files);
  return files;
}

}  // namespace alur::archive
