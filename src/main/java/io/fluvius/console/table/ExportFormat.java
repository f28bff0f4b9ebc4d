package io.fluvius.console.table;

import io.fluvius.console.page.ShownValue;
import io.fluvius.http.request.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** How exported rows are written, in UTF-8. */
public enum ExportFormat {

    /**
     * CSV as in RFC 4180, with a header. A missing value is an empty cell, an empty text is two quotation marks, a list is
     * JSON. A value that is withheld or forgotten is {@code (withheld)} or {@code (forgotten)}. A text that a spreadsheet would take for a formula begins with an apostrophe, as OWASP advises on CSV injection.
     */
    CSV(new MediaType("text", "csv", StandardCharsets.UTF_8)) {
        @Override
        public Rows open(OutputStream out, List<String> columns) {
            SequenceWriter writer = csvWriter(columns).writeValues(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            return new Rows() {
                @Override
                public void write(JsonNode row) {
                    Map<String, @Nullable String> cells = new LinkedHashMap<>();
                    columns.forEach(column -> cells.put(column, cell(row.path(column))));
                    writer.write(cells);
                }

                @Override
                public void close() {
                    writer.close();
                }
            };
        }
    },

    /** One JSON object in each line, with the members of the HTTP API. */
    NDJSON(MediaType.APPLICATION_NDJSON) {
        @Override
        public Rows open(OutputStream out, List<String> columns) {
            return new Rows() {
                @Override
                public void write(JsonNode row) throws IOException {
                    Map<String, JsonNode> members = new LinkedHashMap<>();
                    columns.stream().filter(row::has).forEach(column -> members.put(column, row.path(column)));
                    out.write(Json.MAPPER.writeValueAsBytes(members));
                    out.write('\n');
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }
    };

    /** Rows that are written one after the other. Used by one thread. */
    public interface Rows extends Closeable {

        void write(JsonNode row) throws IOException;
    }

    static final String WITHHELD = "(withheld)";
    private static final String FORGOTTEN = "(forgotten)";

    private static final String BEGINS_A_FORMULA = "=+-@\t\r";

    private final MediaType mediaType;

    ExportFormat(MediaType mediaType) {
        this.mediaType = mediaType;
    }

    /** Declares the response to be a file in this format. */
    public void describe(HttpServletResponse response, String name) {
        response.setContentType(mediaType.toString());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "." + extension())
                        .build()
                        .toString());
    }

    /** The format as the end of the name of a file. */
    String extension() {
        return this == CSV ? "csv" : "ndjson";
    }

    /** Begins to write rows with these members. */
    public abstract Rows open(OutputStream out, List<String> columns);

    private static ObjectWriter csvWriter(List<String> columns) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        return CsvMapper.builder()
                .enable(CsvWriteFeature.ALWAYS_QUOTE_EMPTY_STRINGS)
                .build()
                .writer(schema.build());
    }

    private static @Nullable String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (ShownValue.isMark(value, "withheld")) {
            return WITHHELD;
        }
        if (ShownValue.isMark(value, "forgotten")) {
            return FORGOTTEN;
        }
        if (!value.isString()) {
            return value.toString();
        }
        String text = value.asString();
        return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
