package io.fluvius.query.cursor;

import io.fluvius.domain.view.FieldType;
import io.fluvius.query.Keyset;
import io.fluvius.query.SortKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Encodes keysets as bytes: format version, side, and for each value a presence flag followed by the value. */
final class KeysetCodec {

    private static final int VERSION = 1;
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private KeysetCodec() {}

    static byte[] encode(List<SortKey> order, Keyset keyset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(keyset.side().ordinal());
            for (int at = 0; at < order.size(); at++) {
                Object value = keyset.key().get(at);
                out.writeByte(value == null ? ABSENT : PRESENT);
                if (value != null) {
                    write(out, order.get(at).field().type(), value);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Decodes the bytes that {@link #encode} returned for the same order; null for a different format version. */
    static @Nullable Keyset decode(List<SortKey> order, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != VERSION) {
            return null;
        }
        Keyset.Side side = Keyset.Side.values()[in.get()];
        List<@Nullable Object> key = new ArrayList<>();
        for (SortKey sort : order) {
            key.add(in.get() == ABSENT ? null : read(in, sort.field().type()));
        }
        return new Keyset(side, key);
    }

    private static void write(DataOutputStream out, FieldType type, Object value) throws IOException {
        switch (type) {
            case TEXT, ENUM -> text(out, (String) value);
            case INTEGER -> out.writeLong((Long) value);
            case NUMBER -> text(out, value.toString());
            case DATE_TIME -> {
                out.writeLong(((Instant) value).getEpochSecond());
                out.writeInt(((Instant) value).getNano());
            }
            case DATE -> out.writeLong(((LocalDate) value).toEpochDay());
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case UUID -> {
                out.writeLong(((UUID) value).getMostSignificantBits());
                out.writeLong(((UUID) value).getLeastSignificantBits());
            }
            case TEXT_SET -> throw new IllegalArgumentException("A set is not sortable");
        }
    }

    private static Object read(ByteBuffer in, FieldType type) {
        return switch (type) {
            case TEXT, ENUM -> text(in);
            case INTEGER -> in.getLong();
            case NUMBER -> new BigDecimal(text(in));
            case DATE_TIME -> Instant.ofEpochSecond(in.getLong(), in.getInt());
            case DATE -> LocalDate.ofEpochDay(in.getLong());
            case BOOLEAN -> in.get() != 0;
            case UUID -> new UUID(in.getLong(), in.getLong());
            case TEXT_SET -> throw new IllegalArgumentException("A set is not sortable");
        };
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
