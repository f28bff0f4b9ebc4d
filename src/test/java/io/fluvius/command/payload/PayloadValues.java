package io.fluvius.command.payload;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** JSON values, each of which is put into every member of every payload. */
final class PayloadValues {

    private static final int[] LENGTHS = {
        0, 1, 2, 3, 4, 5, 6, 50, 99, 100, 101, 150, 199, 200, 201, 253, 254, 255, 500, 501, 1000, 1001
    };

    /** The first seven are white space in Unicode. The others are so for Java, for ECMA-262, or for the eye. */
    private static final List<String> SPACES =
            List.of(" ", "\\t", "\\n", "\\u0085", "\\u00a0", "\\u2028", "\\u3000", "\\u001c", "\\ufeff", "\\u200b");

    private static final String ID = "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10";
    private static final String UPPER_CASE_ID = "0190C7A1-5D3C-7F00-8000-3B9F6A2C1D10";

    private static final List<String> NUMBERS = split("""
            0 | -0 | 0.0 | 0e999 | 1 | 1.0 | 10e-1 | 1.5 | 1e2 | 1E+2 | 100.00 | 9 | 9.0 | 10 | -1 | -1.0 | 2147483647 | 2147483647.0
            | 2147483648 | -2147483648 | -2147483649 | 2e9 | 3e9 | 9223372036854775807 | 9223372036854775807.0 | 9223372036854775808
            | -9223372036854775808 | -9223372036854775809 | 0.123456789 | 0.1234567890 | 0.1234567891 | 1e-9 | 1e-10 | 19.99
            | 99999999999999999999999999999.999999999 | -99999999999999999999999999999 | 1e28 | 1e29 | -1e29 | 1e400
            | 1e999999999 | 1e-999999999
            """);

    private static final List<String> TIMES = split("""
            2026-11-22 | 2026-11-31 | 2026-04-30 | 2026-04-31 | 2026-02-29 | 2028-02-29 | 2100-02-29 | 2000-02-29
            | 0000-02-29 | 0004-02-29 | 0000-01-01 | 0001-01-01 | 9999-12-31 | +10000-01-01 | -0001-01-01
            | 2026-13-01 | 2026-00-10 | 2026-1-1 | 20261122 | 2026-11-22T10:15:30Z | 2026-11-22T10:15:30.123456789Z
            | 2026-11-22T10:15:30.1234567891Z | 2026-11-22T10:15:30.Z | 2026-11-22t10:15:30z | 2026-11-22 10:15:30Z
            | 2026-11-22T10:15:30 | 2026-11-22T10:15Z | 2026-11-22T24:00:00Z | 2026-11-22T23:59:60Z
            | 2026-11-22T23:60:00Z | 2026-02-29T10:15:30Z | 2026-11-22T10:15:30+01:00 | 2026-11-22T10:15:30-00:00
            | 2026-11-22T10:15:30+18:00 | 2026-11-22T10:15:30+18:01 | 2026-11-22T10:15:30+0100
            | 2026-11-22T10:15:30+01 | 2026-11-22T10:15:30+01:00:30 | 0001-01-01T00:00:00Z
            | 0001-01-01T00:00:00+00:01 | 0000-12-31T23:59:59Z | 9999-12-31T23:59:59.999999999Z
            | 9999-12-31T23:59:59-00:01 | +10000-01-01T00:00:00Z | 2026-11-22T10:15:30Z\\n | 2026-11-22\\n
            """);

    private static final List<String> NAMES = split("""
            0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10 | 0190C7A1-5D3C-7F00-8000-3B9F6A2C1D10
            | 00000000-0000-0000-0000-000000000000 | ffffffff-ffff-ffff-ffff-ffffffffffff
            | 0190c7a15d3c7f0080003b9f6a2c1d10 | {0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10} | 1-1-1-1-1
            | 0190c7a1-5d3c-7f00-8000-3b9f6a2c1d1g | \\uff10190c7a1-5d3c-7f00-8000-3b9f6a2c1d10
            | 0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10\\n | SUNDAY | sunday | VERIFY_EMAIL | verify_email
            | Verify | VERIFY_EMAIL\\n | VERIFY_ | VERIFY\\u00c9 | true | null | 1 | AB | AB\\n | ABC
            """);

    private static final List<String> EMAILS = List.of(
            "ann@example.com",
            "ANN@EXAMPLE.COM",
            " ann@example.com\\u00a0",
            "j\\u00f6rg@b\\u00fccher.example",
            "\\\"ann b\\\"@example.com",
            "ann@[127.0.0.1]",
            "ann@localhost",
            "ann",
            "@example.com",
            "ann@",
            "@",
            "a@b@c",
            "ann b@example.com",
            "ann@exam ple.com",
            "ann@-example.com",
            "ann..b@example.com",
            "ann@example.com\\u0000",
            "\\ud83d\\ude00@example.com",
            "an\\u200dn@example.com",
            "an\\u00a0n@example.com",
            "ann@exa\\u0378mple.com",
            "ann@exa_mple.com",
            "ann@xn--a.example",
            "ann@xn--bcher-kva.example",
            "KIM@BU\\u0308CHER.EXAMPLE",
            "\\u0130@example.com");

    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "{}",
            "[]",
            "[null]",
            "[1]",
            "[true]",
            "[[]]",
            "[{}]",
            "{\"value\": \"Ann\"}",
            "\"\\u0000\"",
            "\"a\\u0000\"",
            "\"\\ud83d\"",
            "\"\\ude00\\ud83d\"",
            "\"a\\u202eb\"",
            "\"a\\u200db\"",
            "\"\\u200dab\"",
            "\"ab\\u200d\"",
            "\"a\\u0378\"",
            "\"\\ue000\"",
            "\"\\udb40\\udc41\"",
            "\"\\u212a\"",
            "\"\\u0958\"",
            "\"\\uffff\"");

    private static final List<String> OBJECTS = List.of(
            "{\"first\": \"a\"}",
            "{\"first\": \"a\", \"second\": null}",
            "{\"first\": null}",
            "{\"second\": \"a\"}",
            "{\"first\": \"a\", \"third\": 1}",
            "{\"first\": \" \"}");

    private static final List<String> LISTS = List.of(
            "[\"A\", \"B\"]",
            "[\"A\", \" A\"]",
            "[\"A\", \"A\"]",
            "[\"A\", \"B\", \"A\"]",
            "[\"A\", \"B\", \"C\"]",
            "[\" \"]",
            "[[\"a\"]]",
            "[[\"ab\"]]",
            "[1, 1]",
            "[1, 1.0]",
            "[1.5, 1.50]",
            "[1, 2]",
            "[1, 2, 3]",
            "[0, -0.0]",
            "[\"" + ID + "\"]",
            identifiers(1000),
            identifiers(1001),
            "[\"" + ID + "\", \"" + ID + "\"]",
            "[\"" + ID + "\", \"" + UPPER_CASE_ID + "\"]",
            "[{\"first\": \"a\"}, {\"first\": \"b\"}]",
            "[{\"first\": \"a\"}, {\"first\": \"a\"}]",
            "[{\"first\": \"a\"}, {\"second\": null, \"first\": \"a\"}]",
            "[\"SUNDAY\", \"MONDAY\"]",
            "[\"SUNDAY\", \"SUNDAY\"]",
            "[\"2026-11-22T10:15:30Z\"]",
            "[\"2026-11-22\"]",
            numbered(20),
            numbered(21));

    private PayloadValues() {}

    /** Returns the values as JSON text. */
    static Stream<String> all() {
        Stream<String> texts = texts().map(it -> "\"" + it + "\"");
        Stream<String> listsOfOne = Stream.of(
                        NUMBERS.stream(), OBJECTS.stream(), lengths().map(it -> "\"" + it + "\""))
                .flatMap(it -> it)
                .map(it -> "[" + it + "]");
        return Stream.of(NUMBERS.stream(), OTHERS.stream(), OBJECTS.stream(), LISTS.stream(), texts, listsOfOne)
                .flatMap(it -> it);
    }

    private static Stream<String> texts() {
        return Stream.of(lengths(), spaces(), TIMES.stream(), NAMES.stream(), EMAILS.stream(), longAddresses())
                .flatMap(it -> it);
    }

    /** As UTF-16, the second has twice as many units; the third has twice as many code points as characters. */
    private static Stream<String> lengths() {
        return IntStream.of(LENGTHS)
                .boxed()
                .flatMap(it ->
                        Stream.of("a".repeat(it), "\\ud83d\\ude00".repeat(it), "e\\u0301".repeat(it), "A".repeat(it)));
    }

    private static Stream<String> spaces() {
        return SPACES.stream()
                .flatMap(it -> Stream.of(
                        it,
                        it.repeat(6),
                        it.repeat(201),
                        it + "a",
                        "ab" + it,
                        it + "ab" + it,
                        "a" + it + "b",
                        it.repeat(3) + "\\ud83d\\ude00".repeat(5) + it,
                        it + "a".repeat(200) + it,
                        it + "a".repeat(201) + it,
                        it + "a".repeat(500) + it.repeat(500),
                        "\\u00a0" + it + " ab"));
    }

    private static Stream<String> longAddresses() {
        String domain = (".".concat("b".repeat(60))).repeat(4).substring(1);
        return Stream.of(
                "a".repeat(64) + "@example.com",
                "a".repeat(65) + "@example.com",
                "a".repeat(10) + "@" + domain,
                "a".repeat(11) + "@" + domain,
                " " + "a".repeat(10) + "@" + domain + " ");
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(it -> "\"A" + it + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String identifiers(int count) {
        return IntStream.range(0, count)
                .mapToObj(it -> "\"" + new UUID(0, it) + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static List<String> split(String texts) {
        return List.of(texts.strip().split("\\s*\\|\\s*"));
    }
}
