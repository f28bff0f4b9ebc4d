package io.fluvius.operations.transfer;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line, and counts the lines. Belongs to one thread. */
final class LineInput {

    /** The maximum size of a line, so that a file without lines does not fill the memory. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final InputStream source;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int end;
    private long number;

    LineInput(InputStream source) {
        this.source = source;
    }

    /** The next line without its end; null at the end of the file. */
    @Nullable String nextLine() throws IOException {
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        while (true) {
            if (next == end && !fill()) {
                if (line.size() > 0) {
                    throw exception("is truncated");
                }
                return null;
            }
            int start = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            line.write(buffer, start, next - start);
            if (line.size() > MAX_BYTES) {
                throw exception("is longer than " + MAX_BYTES + " bytes");
            }
            if (next < end) {
                next++;
                return decode(line.toByteArray());
            }
        }
    }

    /** The number of the latest line, from 1. */
    long number() {
        return number;
    }

    /** The file is refused because of the latest line. */
    ProblemException exception(String fault) {
        return problem("Line " + number + " " + fault);
    }

    static ProblemException problem(String fault) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, fault + "; nothing was changed")
                .asException();
    }

    private boolean fill() throws IOException {
        try {
            next = 0;
            end = Math.max(0, source.read(buffer));
            return end > 0;
        } catch (EOFException | ZipException damaged) {
            throw exception("cannot be decompressed");
        }
    }

    private String decode(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw exception("is not valid UTF-8");
        }
    }
}
