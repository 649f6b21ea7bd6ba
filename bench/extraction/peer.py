"""One peer over one folder: peer.py SYSTEM IN OUT writes a .txt for each .html.gz, as `hoopoe extract` does."""
import gzip
import sys
from pathlib import Path


def rs_trafilatura(html):
    import rs_trafilatura
    return rs_trafilatura.extract_bytes(html).main_content


def trafilatura(html):
    import trafilatura
    return trafilatura.extract(html, include_comments=False)


def trafilatura_comments(html):
    import trafilatura
    return trafilatura.extract(html, include_comments=True)


def resiliparse(html):
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    return extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True)


def main():
    system, source, target = globals()[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*.html.gz")):
        try:
            text = system(gzip.decompress(file.read_bytes())) or ""
        except Exception as e:  # A peer that fails on a page found nothing there.
            print(file.name, e, file=sys.stderr)
            text = ""
        (target / file.name.replace(".html.gz", ".txt")).write_text(text)


if __name__ == "__main__":
    main()
