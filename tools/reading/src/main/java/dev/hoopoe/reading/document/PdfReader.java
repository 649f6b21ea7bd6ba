package dev.hoopoe.reading.document;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/** Reads PDF (ISO 32000) through PDFBox: one section for each page. */
final class PdfReader {
    /** PDFBox warns about each oddity of a file on standard error; held so that levels stay. */
    private static final List<Logger> SILENCED =
            List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

    private final Watch watch;

    static {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        try {
            FontMappers.set(new PdfFonts());
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    PdfReader(Watch watch) {
        this.watch = watch;
    }

    Document read(byte[] bytes) {
        new PdfBombs(bytes, watch).check();
        try (PDDocument pdf =
                Loader.loadPDF(bytes, "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
            return read(pdf);
        } catch (InvalidPasswordException e) {
            throw watch.fault(
                    "is encrypted with a password.", "Ask the user for a copy without a password.");
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            throw watch.broken("PDFBox cannot make out its pages");
        } catch (OutOfMemoryError e) {
            throw watch.fault("needs too much memory.", "Read a smaller part of it.");
        }
    }

    private Document read(PDDocument pdf) throws IOException {
        List<List<PdfRow>> pages = new ArrayList<>();
        Sections sections = new Sections(watch);
        int broken = pages(pdf, pages);
        PdfMargins margins = new PdfMargins(pages);
        List<List<PdfRow>> bodies = pages.stream().map(margins::without).toList();
        PdfSizes sizes = new PdfSizes(bodies);
        for (int i = 0; i < bodies.size() && sections.room(); i++) {
            sections.add("page " + (i + 1), new PdfPage(sizes).write(PdfLayout.of(bodies.get(i))));
        }
        sections.truncated(pages.size() < pdf.getNumberOfPages());
        Facts facts = facts(pdf);
        if (broken > 0) {
            facts.put("unreadable pages", String.valueOf(broken));
        }
        if (pages.stream().allMatch(List::isEmpty)) {
            facts.put("text", "none: its pages are images");
        }
        return new Document(
                Format.PDF, title(pdf), facts.all(), sections.all(), sections.truncated());
    }

    private int pages(PDDocument pdf, List<List<PdfRow>> into) {
        PdfGlyphs glyphs = new PdfGlyphs(watch);
        int broken = 0;
        int chars = 0;
        int count = Math.min(pdf.getNumberOfPages(), watch.limits().pages());
        for (int i = 0; i < count && chars < watch.limits().chars(); i++) {
            watch.check();
            List<PdfRow> rows = List.of();
            try {
                PDPage page = pdf.getPage(i);
                rows = glyphs.rows(page);
            } catch (IOException
                    | IllegalArgumentException
                    | ClassCastException
                    | IllegalStateException
                    | IndexOutOfBoundsException e) {
                broken++;
            }
            into.add(rows);
            chars += rows.stream().mapToInt(row -> row.text().length()).sum();
        }
        return broken;
    }

    private static String title(PDDocument pdf) {
        String title = pdf.getDocumentInformation().getTitle();
        return title == null ? "" : title.replaceAll("[\\p{C}\\s]+", " ").strip();
    }

    private static Facts facts(PDDocument pdf) {
        Facts facts = new Facts();
        PDDocumentInformation info = pdf.getDocumentInformation();
        facts.put("pages", String.valueOf(pdf.getNumberOfPages()));
        facts.put("author", info.getAuthor() == null ? "" : info.getAuthor());
        Calendar created = info.getCreationDate();
        if (created != null) {
            facts.put(
                    "date",
                    LocalDate.ofInstant(created.toInstant(), java.time.ZoneOffset.UTC).toString());
        }
        return facts;
    }
}
