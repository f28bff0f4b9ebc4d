package io.fluvius.http.command;

import io.fluvius.http.request.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the results of a batch in a format. Used by one thread. */
final class BatchResults {

    private final BatchFormat format;
    private final OutputStream out;
    private boolean begun;

    BatchResults(BatchFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    void add(Map<String, @Nullable Object> result) throws IOException {
        write(begun ? format.separator : format.begin);
        begun = true;
        out.write(Json.MAPPER.writeValueAsBytes(result));
        write(format.terminator);
    }

    /** Sends what was added to the client. */
    void flush() throws IOException {
        out.flush();
    }

    /** Completes the format after the last result. */
    void end() throws IOException {
        write(begun ? format.end : format.begin + format.end);
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
