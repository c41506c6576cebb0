#include "corpus.hpp"
#include "zip_builder.hpp"

#include <array>

namespace alur::archive {

namespace {

using std::string_literals::operator""s;
using Spoiled = std::vector<BadFile>;

constexpr std::array pdfs{"identifikasi.pdf", "laporan.pdf", "rencana.pdf", "spt.pdf"};

void add_cut(Spoiled& files) {
  for (const std::string document : {"identifikasi.pdf", "laporan.pdf", "rencana.pdf", "spt.pdf", "spesifikasi.docx",
                                     "usulan.docx", "jadwal.xlsx", "spesifikasi.odt", "spt.doc", "jadwal.xls",
                                     "foto1.jpg", "foto2.jpg", "foto3.jpg", "alur.png", "prototype.zip"}) {
    const std::string whole = sample(document);
    for (std::size_t tenth = 3; tenth <= 9; tenth += 2) {
      files.push_back({document, whole.substr(0, whole.size() * tenth / 10), Refused::damaged});
    }
  }
  for (const char* document : pdfs) {
    const std::string whole = sample(document);
    files.push_back({"disambung.pdf", whole.substr(0, whole.size() / 2) + "\n%%EOF\n", Refused::damaged});
    files.push_back({"berekor.pdf", whole + std::string(2000, 'x'), Refused::damaged});
  }
}

void add_names(Spoiled& files) {
  const std::string pdf = sample("spt.pdf");
  for (const std::string ending : {"exe", "scr", "com", "bat", "cmd", "js", "vbs", "lnk", "msi", "jar", "ps1", "hta"}) {
    files.push_back({"laporan.pdf." + ending, pdf, Refused::program});
    files.push_back({"laporan.pdf." + ending + " . ", pdf, Refused::program});
    files.push_back({"laporan." + ending + ".pdf", pdf, Refused::misleading_name});
  }
  for (const std::string mark : {"\u202e", "\u202d", "\u2066", "\u2067", "\u200f", "\u061c"}) {
    files.push_back({"laporan " + mark + "fdp.pdf", pdf, Refused::misleading_name});
  }
  for (const std::string& control : {"\n"s, "\r"s, "\t"s, "\0"s, "\x1b"s, "\x7f"s, "\xc2\x85"s}) {
    files.push_back({"laporan" + control + ".pdf", pdf, Refused::misleading_name});
  }
}

void add_programs(Spoiled& files) {
  const std::string body(600, '\x90');
  const std::array programs{"MZ\x90\0\3\0"s + body,
                            "\x7f"s + "ELF\2\1\1" + body,
                            "\xcf\xfa\xed\xfe" + body,
                            "\xca\xfe\xba\xbe\0\0\0\x34"s + body,
                            "dex\n035" + body,
                            "#!/bin/sh\nrm -rf /\n"s,
                            "\xef\xbb\xbf#!/usr/bin/env python3\nprint(1)\n"s};
  for (const std::string& program : programs) {
    for (const char* name : {"a.pdf", "a.docx", "a.xls", "a.jpg", "a.zip", "a.txt"}) {
      files.push_back({name, program, Refused::program});
    }
  }
  for (const char* name : {"catatan.txt", "catatan.pdf", "catatan.csv"}) {
    files.push_back({name, "@echo off\r\ndel *.*\r\n", Refused::program});
    files.push_back({name, "<?php system($_GET['a']); ?>", std::nullopt});
    files.push_back({name, "<!DOCTYPE html><html><body onload=a()></body></html>", std::nullopt});
    files.push_back({name, "catatan\n\n<SCRIPT>alert(1)</SCRIPT>\n", std::nullopt});
    files.push_back({name, "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"a()\"/>", std::nullopt});
  }
}

void add_macros(Spoiled& files) {
  for (const char* name : {"makro.docm", "makro.docx", "makro", "makro.xlsx"}) {
    files.push_back({name, sample("makro.docm"), Refused::macros});
  }
  for (const std::string document : {"spesifikasi.docx", "usulan.docx", "jadwal.xlsx"}) {
    const std::string office = sample(document);
    for (const char* types : {R"(<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>)",
                              R"(<Override ContentType="application/vnd.ms-office.vbaProject"/>)"}) {
      files.push_back({document, with_part(office, "[Content_Types].xml", types), Refused::macros});
    }
    files.push_back({document, with_part(office, "xl/macrosheets/sheet1.xml", "<a/>"), Refused::macros});
    files.push_back({document, with_part(office, "word/VBAPROJECT.BIN", "x"), Refused::macros});
  }
  for (const char* part : {"Basic/Standard/Modul.xml", "Scripts/python/a.py"}) {
    files.push_back({"spesifikasi.odt", with_part(sample("spesifikasi.odt"), part, "<a/>"), Refused::macros});
  }
  for (const std::string document : {"spt.doc", "jadwal.xls"}) {
    for (const char* storage : {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"}) {
      files.push_back({document, sample(document) + directory_entry(storage), Refused::macros});
    }
  }
}

void add_two_in_one(Spoiled& files) {
  const std::string zip = sample("prototype.zip");
  for (const char* document : pdfs) {
    const std::string pdf = sample(document);
    files.push_back({document, pdf + zip, Refused::two_in_one});
    files.push_back({document, pdf + zip + "\nstartxref\n9\n%%EOF\n", Refused::two_in_one});
    files.push_back({document, "junk\n" + pdf, std::nullopt});
    files.push_back({document, std::string{pdf}.replace(257, 5, "ustar"), Refused::two_in_one});
  }
  for (const std::string picture : {"foto1.jpg", "foto2.jpg", "foto3.jpg", "alur.png"}) {
    const std::string bytes = sample(picture);
    files.push_back({picture, bytes + zip, Refused::two_in_one});
    for (const std::string& hidden :
         {"<?php a();"s, "<script>a()</script>"s, "Rar!\x1a\x07\0"s, "7z\xbc\xaf\x27\x1c"s}) {
      files.push_back({picture, bytes + hidden, Refused::two_in_one});
    }
  }
  files.push_back({"cap.gif", gif_of(10, 10) + "<script>a()</script>;", Refused::two_in_one});
  files.push_back({"foto.jpg", sample("foto1.jpg").insert(2, "\xff\xfe\0\x0a%PDF-1.7"s), Refused::two_in_one});
  files.push_back({"spt.doc", sample("spt.doc") + zip, Refused::two_in_one});
  files.push_back({"catatan.txt", sample("catatan.txt") + stored_zip({{"a.txt", "a"}}), std::nullopt});
  files.push_back({"dua.zip", zip + zip, Refused::damaged});
}

void add_bombs(Spoiled& files) {
  const std::string zeros(3'000'000, '\0');
  const auto package = [](const std::string& name) -> Parts {
    if (name.ends_with("docx")) return {{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<a/>"}};
    if (name.ends_with("xlsx")) return {{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<a/>"}};
    if (name.ends_with("apk")) return {{"AndroidManifest.xml", "a"}};
    return {{"index.html", "<a/>"}};
  };
  for (const std::string name : {"bom.zip", "bom.docx", "bom.xlsx", "bom.apk"}) {
    Parts parts = package(name);
    parts.emplace_back("media/nol.bin", zeros);
    files.push_back({name, packed_zip(parts), Refused::inflates});
    Parts many = package(name);
    for (int i = 0; i < 40; ++i) many.emplace_back("media/" + std::to_string(i), std::string(200'000, 'a'));
    files.push_back({name, packed_zip(many, 9), Refused::inflates});
  }
  files.push_back(
      {"bom.odt", with_part(sample("spesifikasi.odt"), "a.rels", std::string(1'500'000, ' ')), Refused::inflates});
  for (const std::size_t members : {2U, 5U, 50U, 250U}) {
    files.push_back({"tumpang.zip", overlapping_zip(members, 2000), Refused::inflates});
  }
  std::vector<ZipMember> entries(2'001);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].name = "word/" + std::to_string(i);
  entries.front().name = "[Content_Types].xml";
  files.push_back({"banyak.docx", stored_zip(entries), Refused::inflates});
  entries.resize(20'001);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].name = std::to_string(i);
  files.push_back({"banyak.zip", stored_zip(entries), Refused::inflates});
  for (const std::uint32_t claim : {0xffffffffU, 0x7fffffffU, 300'000'000U}) {
    files.push_back({"besar.zip", stored_zip({{"a", "kecil", 0, 0, claim}}), std::nullopt});
  }
  // The directory says that a few bytes come out where megabytes do.
  for (const std::size_t bytes : {3'000'000U, 9'000'000U}) {
    std::string lying = packed_zip({{"nol.bin", std::string(bytes, '\0')}});
    const std::string said = little_bytes(bytes, 4);
    for (std::size_t at = lying.find(said); at != lying.npos; at = lying.find(said)) {
      lying.replace(at, 4, little_bytes(5000, 4));
    }
    files.push_back({"bohong.zip", lying, std::nullopt});
  }
}

void add_zips(Spoiled& files) {
  const std::string zip = sample("prototype.zip");
  for (const char* name : {"dalam.zip", "a/b.rar", "c.7z", "d.tar", "e.tar.gz", "f.tgz", "g.iso", "h.cab"}) {
    files.push_back({"bersarang.zip", stored_zip({{"README.md", "a"}, {name, zip}}), Refused::unsafe_zip});
    files.push_back({"bersarang.docx", with_part(sample("usulan.docx"), name, zip), Refused::unsafe_zip});
  }
  for (const char* name : {"gambar.jpg", "data.bin", "tanpa_akhiran"}) {
    files.push_back({"tersamar.zip", stored_zip({{name, zip}}), Refused::unsafe_zip});
    files.push_back({"tersamar.docx", with_part(sample("usulan.docx"), name, zip), Refused::unsafe_zip});
  }
  for (const char* name : {"../../etc/cron.d/a", "/etc/passwd", "a/../../b", "..\\..\\windows\\a", "C:/windows/a",
                           "\\\\server\\a", "a/..", "..", "c:a"}) {
    files.push_back({"keluar.zip", stored_zip({{name, "a"}}), Refused::unsafe_zip});
    files.push_back({"keluar.apk", stored_zip({{"AndroidManifest.xml", "a"}, {name, "a"}}), Refused::unsafe_zip});
  }
  for (const char* target : {"/etc/passwd", "../..", "a"}) {
    files.push_back({"tautan.zip", stored_zip({{"a", target, 0, 0120777}}), Refused::unsafe_zip});
  }
  files.push_back({"ganda.zip", stored_zip({{"a", "satu"}, {"a", "dua"}}), Refused::unsafe_zip});
  files.push_back({"kosong.zip", stored_zip({}), std::nullopt});
  files.push_back({"awalan.zip", "PK\x03\x04" + std::string(26, '\0') + zip, Refused::damaged});
  files.push_back({"panjang.zip", stored_zip({{"a", "a"}}, std::string(3000, 'c')), Refused::damaged});
}

void add_encrypted(Spoiled& files) {
  for (const std::uint32_t flags : {1U, 9U, 0x41U}) {
    files.push_back({"sandi.zip", stored_zip({{"a.txt", "rahasia", flags}}), Refused::encrypted});
    files.push_back({"sandi.docx", stored_zip({{"[Content_Types].xml", "a", flags}, {"word/document.xml", "a", flags}}),
                     Refused::encrypted});
  }
  const std::string manifest =
      R"(<manifest:file-entry><manifest:encryption-data manifest:checksum="a"/></manifest:file-entry>)";
  files.push_back(
      {"sandi.odt", with_part(sample("spesifikasi.odt"), "META-INF/manifest.xml", manifest), Refused::encrypted});
  for (const char* name : {"sandi.docx", "sandi.xlsx", "sandi.pptx", "sandi"}) {
    files.push_back({name, sample("jadwal.xls") + directory_entry("EncryptedPackage"), Refused::encrypted});
  }
  std::string word = sample("spt.doc");
  const std::size_t information = word.find("\xec\xa5");
  word[information + 11] = static_cast<char>(word[information + 11] | 1);
  files.push_back({"sandi.doc", word, Refused::encrypted});
  for (const char* document : pdfs) {
    for (const std::string key : {"/Encrypt 12 0 R", "/Encrypt<< /Filter /Standard >>", "/Encrypt\r\n7 0 R"}) {
      const std::string pdf = sample(document);
      files.push_back({document, pdf + "trailer\n<< " + key + " >>\nstartxref\n9\n%%EOF\n", Refused::encrypted});
    }
  }
}

void add_active(Spoiled& files) {
  for (const std::string target :
       {"https://jahat.example/t.dotm", "http://10.0.0.1/a.png", "file://server/t.dotm", "file:///\\\\server\\t.dotm",
        "\\\\server\\t.dotm", "//server/t.dotm", "mhtml:http://a!x-usc:b", "h&#116;tp:a", "ftp://a/b"}) {
    for (const std::string type : {"attachedTemplate", "oleObject"}) {
      const std::string parts = "<Relationships><Relationship Id='r1' Type='http://a/" + type + "' Target='" + target +
                                "' TargetMode = 'External'/></Relationships>";
      files.push_back(
          {"usulan.docx", with_part(sample("usulan.docx"), "word/_rels/settings.xml.rels", parts), Refused::active});
    }
  }
  for (const char* object : {"\\object\\objdata 0105", "\\objupdate", "{\\field DDEAUTO c:\\\\a}", "\\OBJDATA 01"}) {
    files.push_back({"surat.rtf", "{\\rtf1\\ansi " + std::string{object} + "}", std::nullopt});
  }
}

void add_pictures_too_large(Spoiled& files) {
  for (const std::uint32_t side : {6'500U, 20'000U, 0x7fffffffU}) {
    files.push_back({"lebar.png", png_of(side, side), Refused::too_many_pixels});
    files.push_back({"lebar.bmp", bmp_of(side, side), Refused::too_many_pixels});
  }
  files.push_back({"lebar.gif", gif_of(65'535, 65'535), Refused::too_many_pixels});
  files.push_back({"kosong.png", png_of(0, 100), Refused::damaged});
}

void add_others(Spoiled& files) {
  files.push_back({"kosong.pdf", "", Refused::empty});
  for (const std::string document : {"spt.pdf", "foto1.jpg", "spesifikasi.docx", "jadwal.xlsx", "spt.doc"}) {
    for (const std::string ending : {".pptx", ".png", ".txt", ".xls", ".odt", ".xyz"}) {
      files.push_back({"beda" + ending, sample(document), Refused::type_mismatch});
    }
  }
  for (const char* name : {"data.txt", "data.csv", "data.pdf", "data.doc"}) {
    files.push_back({name, "\x01\x02\x03\0\xff\xfe\x80\x81"s, std::nullopt});
  }
}

}  // namespace

std::vector<BadFile> bad_files() {
  Spoiled files;
  add_cut(files);
  add_names(files);
  add_programs(files);
  add_macros(files);
  add_two_in_one(files);
  add_bombs(files);
  add_zips(files);
  add_encrypted(files);
  add_active(files);
  add_pictures_too_large(files);
  add_others(files);
  return files;
}

}  // namespace alur::archive
