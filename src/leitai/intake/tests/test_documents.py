"""Briefs come as text, Word, HTML and PDF; what cannot be read says why and how to mend it."""

import contextlib
import io
import os
import subprocess
import sys
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from leitai.intake.documents import MOST_BYTES, DocumentError, read_document
from leitai.readers import Reader, TooLong, text_by
from leitai.readers.launching import CHILD

LINE = "2019年一季度，钱库镇财政总收入3.2亿元。"


def docx(*lines: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.add_table(1, 2).rows[0].cells[0].text = "表格"
    document.save(file)
    return file.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page with a text layer, written by hand."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head, tail = b"xref\n0 6\n0000000000 65535 f \n", b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return body + head + table + tail % len(body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_the_encodings_of_the_place(encoding):
    assert read_document("简报.txt", LINE.encode(encoding)).text == LINE


def test_word_keeps_paragraphs_and_tables():
    assert read_document("简报.docx", docx("标题", LINE)).text.splitlines() == ["标题", LINE, "表格\t"]


def table_of(*rows: str) -> bytes:
    """A Word document whose body is one table, its rows given as XML."""
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"
    return with_body(f'<w:document xmlns:w="{words}"><w:body>{table}<w:p/></w:body></w:document>')


def with_body(xml: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return file.getvalue()


def cell(text: str, about: str = "") -> str:
    return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_of_word_are_read_once():
    data = table_of(
        row(cell("一季度", '<w:gridSpan w:val="2"/>')),
        row(cell("财政", BEGINS), cell("3.2亿元")),
        row(cell("", GOES_ON), cell("4亿元")),
    )
    assert read_document("a.docx", data).text.splitlines() == ["一季度", "财政\t3.2亿元", "\t4亿元"]


def test_a_cell_that_spans_more_columns_than_there_are_is_read_at_once():
    data = table_of(row(cell("一", '<w:gridSpan w:val="2147483647"/>'), cell("二")))
    assert read_document("a.docx", data).text.strip() == "一\t二"


def test_a_cell_that_goes_on_from_nothing_is_empty():
    assert read_document("a.docx", table_of(row(cell("一", GOES_ON), cell("二")))).text == "\t二\n"


def test_word_that_is_no_xml_is_refused():
    with pytest.raises(DocumentError, match="Word"):
        read_document("a.docx", with_body("<w:document"))


def test_a_reader_gives_no_more_than_is_wanted():
    assert len(text_by(Reader.PDF, pdf("Revenue 3.2"), most=50)) < 50
    with pytest.raises(TooLong):
        text_by(Reader.PDF, pdf("Revenue 3.2" * 20), most=50)


def test_html_keeps_what_a_reader_sees():
    head = "<head><title>x</title><script>var a=1亿元</script></head>"
    page = f"<html>{head}<body><h1>标题</h1><p>{LINE[:8]}<b>{LINE[8:]}</b></p></body>"
    assert read_document("page.html", page.encode()).text == f"标题\n{LINE}"


def test_a_pdf_with_a_text_layer_is_read():
    assert "Revenue 3.2" in read_document("brief.pdf", pdf("Revenue 3.2")).text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("brief.exe", b"MZ", "exe"),
        ("../../etc/passwd", b"root", "."),
        ("empty.txt", b"  \n ", ""),
        ("zero.txt", b"a\x00b", ""),
        ("broken.docx", b"PK\x03\x04 nothing", "Word"),
        ("broken.pdf", b"%PDF-1.4 nothing", "PDF"),
        ("pictures.pdf", pdf(""), "PDF"),
        ("large.txt", b"a" * (MOST_BYTES + 1), "8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name, data, words):
    with pytest.raises(DocumentError) as caught:
        read_document(name, data)
    assert words in str(caught.value)


def test_a_word_bomb_is_refused_unopened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (80 << 20))
    with pytest.raises(DocumentError, match="64"):
        read_document("bomb.docx", file.getvalue())


@given(st.binary(max_size=300), st.sampled_from(["txt", "docx", "html"]))
def test_no_bytes_break_the_reader(data, ending):
    with contextlib.suppress(DocumentError):
        read_document(f"a.{ending}", data)


def test_a_reader_under_its_limits_leaves_no_module_cut_off(tmp_path):
    (tmp_path / "helped.py").write_text("LONG = " + repr("字" * 500) + "\n", "utf-8")
    (tmp_path / "reader.py").write_text("import helped\n\ndef read(data):\n    return helped.LONG[:9]\n", "utf-8")
    command = [sys.executable, "-X", "utf8", str(CHILD), str(tmp_path / "reader.py"), "read", "20", "10"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, input=b"", env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == "字" * 9
    assert not (tmp_path / "__pycache__").exists()


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("钱库镇一季度亮绩", "钱库镇一季度亮绩"),
        (LINE * 3, "2019年一季度，钱库镇财政总收入3.2亿元…"),
        ("无" * 60, "无" * 47 + "…"),
        ("Louqiao reports " * 6, "Louqiao reports Louqiao reports Louqiao reports…"),
    ],
)
def test_a_paragraph_gives_how_it_begins_as_title(first, title):
    assert read_document("brief.txt", f"\n{first}\n{LINE}".encode()).title == title
