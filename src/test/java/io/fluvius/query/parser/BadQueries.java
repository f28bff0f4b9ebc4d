package io.fluvius.query.parser;

import static io.fluvius.query.parser.ThingView.CURSORS;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Generates mostly invalid queries from a source of random numbers. */
final class BadQueries {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> MEMBERS = List.of(
            "filter", "filter", "filter", "sort", "limit", "page", "count", "include", "exclude", "cursor", "text");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "null",
            "true",
            "1",
            "-1",
            "1e999999999",
            "2026-01-01",
            "2026-01-01T00:00:00Z",
            "MONDAY",
            "asc",
            "title.desc",
            "title,pieces",
            "1,2",
            "%",
            "a\0",
            "\ud83d",
            "😀",
            "عائشة",
            "{}",
            "[",
            "{\".or\": [{}]}",
            "0190c7a1-5d3c-7f00-8000-3b9f6a2c1d10",
            "' or 1=1 --",
            "9".repeat(30));

    private static final List<String> FIELDS =
            ThingView.TYPE.fields().stream().map(ViewField::name).toList();

    private static final Query<ThingView> ANY = MapQueries.parse(Map.of());

    private final RandomGenerator random;

    BadQueries(RandomGenerator random) {
        this.random = random;
    }

    /** Returns a query in map form. */
    Map<String, Object> request() {
        Map<String, Object> request = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            String member = random.nextInt(20) == 0 ? text() : pick(MEMBERS);
            request.put(member, random.nextInt(8) == 0 ? value(3) : member(member));
        }
        return request;
    }

    private @Nullable Object member(String name) {
        return switch (name) {
            case "filter" -> filter(random.nextInt(12));
            case "sort" -> list(3, this::sortKey);
            case "limit", "page" -> random.nextInt(2000) - 100;
            case "count" -> random.nextBoolean();
            case "include", "exclude" -> list(3, this::fieldName);
            case "cursor" -> cursor();
            case "text" -> text() + text();
            default -> null;
        };
    }

    /** Returns a cursor of the query for all rows, sometimes with inserted text. */
    private String cursor() {
        String cursor = CURSORS.encode(
                ANY, new Keyset(pick(List.of(Keyset.Side.values())), List.of(Instant.EPOCH, new UUID(1, 2))));
        int at = random.nextInt(cursor.length());
        return random.nextBoolean() ? cursor : cursor.substring(0, at) + text() + cursor.substring(at);
    }

    private Object sortKey() {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("field", fieldName());
        if (random.nextBoolean()) {
            key.put("order", pick(List.of("asc", "desc", "up")));
        }
        return key;
    }

    private Map<String, Object> filter(int depth) {
        Map<String, Object> filter = new LinkedHashMap<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            filter.put(statement(), random.nextBoolean() ? value(2) : list(3, () -> value(1)));
        }
        if (depth > 0) {
            filter.put(
                    pick(List.of(".and", ".or", "!and", "!or", ".not")),
                    random.nextBoolean() ? filter(depth - 1) : list(3, () -> filter(depth / 2)));
        }
        return filter;
    }

    private String statement() {
        return switch (random.nextInt(8)) {
            case 0 -> text();
            case 1 -> fieldName() + text();
            case 2 -> fieldName();
            default ->
                fieldName()
                        + pick(List.of(".", ".", "!"))
                        + pick(List.of(Operator.values())).text();
        };
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 12)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt(100);
            case 3 -> random.nextLong();
            case 4 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt());
            case 5 -> Double.longBitsToDouble(random.nextLong());
            case 6 -> pick(List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NaN, Double.MIN_VALUE));
            case 7 -> pick(List.of(DayOfWeek.values()));
            case 8 -> new UUID(random.nextLong(), random.nextLong());
            case 9 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt());
            case 12 -> list(4, () -> value(depth - 1));
            case 13 -> filter(depth - 1);
            default -> text();
        };
    }

    /** Returns a query as URL parameters. */
    Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            String name = random.nextInt(3) == 0 ? pick(MEMBERS).replace("filter", "query") : statement();
            List<String> values = new ArrayList<>(List.of(parameter(name)));
            if (random.nextInt(10) == 0) {
                values.add(text());
            }
            parameters.put(name, values);
        }
        return parameters;
    }

    private String parameter(String name) {
        if (name.equals("cursor")) {
            return cursor();
        }
        if (!name.equals("query")) {
            return random.nextInt(3) == 0 ? text() + "," + text() : text();
        }
        String json = JSON.writeValueAsString(filter(random.nextInt(12)));
        int at = random.nextInt(json.length());
        return random.nextInt(3) == 0 ? json.substring(0, at) + text() + json.substring(at) : json;
    }

    private List<Object> list(int most, Supplier<? extends @Nullable Object> element) {
        List<Object> list = new ArrayList<>();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            list.add(element.get());
        }
        return list;
    }

    private String fieldName() {
        return random.nextInt(20) == 0 ? text() : pick(FIELDS);
    }

    private String text() {
        if (random.nextBoolean()) {
            return pick(TEXTS);
        }
        char[] units = new char[random.nextInt(6)];
        for (int at = 0; at < units.length; at++) {
            units[at] = (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(Character.MAX_VALUE + 1));
        }
        return new String(units);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
