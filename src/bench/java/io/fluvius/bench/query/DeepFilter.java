package io.fluvius.bench.query;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The largest filter that the query language allows, with 100 statements and a depth of 8, in map form and as hand-written
 * SQL. Almost every row satisfies the statements combined with "and", and almost no row satisfies those combined with "or",
 * so that most statements must be evaluated for most rows.
 *
 * @param map the filter in map form
 * @param sql the equivalent SQL condition
 * @param parameters the parameters of the SQL condition
 */
record DeepFilter(Map<String, Object> map, String sql, List<Object> parameters) {

    private static final int STATEMENTS = 100;
    private static final int DEPTH = 8;
    private static final int EACH = STATEMENTS / DEPTH;

    /** Returns a filter that matches a quarter of the users. */
    static DeepFilter common() {
        return around(new DeepFilter(Map.of("totpEnabled", true), "totp_enabled", List.of()));
    }

    /** Returns a filter that matches no user, so that all rows must be read. */
    static DeepFilter rare() {
        return around(statement("version.gt", "version > ?", 1_000_000L));
    }

    private static DeepFilter around(DeepFilter innermost) {
        DeepFilter filter = innermost;
        int left = STATEMENTS - 1;
        for (int level = DEPTH; level > 0; level--) {
            int some = level == 1 ? left : EACH;
            filter = level % 2 == 1
                    ? joined(".and", " and ", filter, left, some, DeepFilter::likely)
                    : joined(".or", " or ", filter, left, some, DeepFilter::unlikely);
            left -= some;
        }
        return filter;
    }

    private static DeepFilter joined(
            String key, String joint, DeepFilter inner, int first, int some, IntFunction<DeepFilter> statement) {
        List<DeepFilter> parts = new ArrayList<>();
        for (int number = first; number > first - some; number--) {
            parts.add(statement.apply(number));
        }
        parts.add(inner);
        return new DeepFilter(
                Map.of(key, parts.stream().map(DeepFilter::map).toList()),
                "(" + String.join(joint, parts.stream().map(DeepFilter::sql).toList()) + ")",
                parts.stream().flatMap(part -> part.parameters().stream()).toList());
    }

    private static DeepFilter likely(int number) {
        return switch (number % 8) {
            case 0 -> negated("name!has", "name_folded like ?", "nobody " + number, "%nobody " + number + "%");
            case 1 -> time("createdAt.gte", "created_at >= ?", "2021-11-%02dT00:00:00Z".formatted(1 + number % 20));
            case 2 -> statement("version.lt", "version < ?", 1000L + number);
            case 3 -> statement("email.ne", "email is distinct from ?", "nobody." + number + "@example.com");
            case 4 -> statement("status!eq", "(status = ?) is not true", "LOCKED");
            case 5 ->
                negated(
                        "deactivationReason!starts",
                        "deactivation_reason_folded like ?",
                        "x" + number,
                        "x" + number + "%");
            case 6 -> time("updatedAt.lt", "updated_at < ?", "2040-01-%02dT00:00:00Z".formatted(1 + number % 20));
            default ->
                negated("requiredActions!has", "? = any(required_actions)", "ACTION_" + number, "ACTION_" + number);
        };
    }

    private static DeepFilter unlikely(int number) {
        return switch (number % 8) {
            case 0 -> like("name.has", "name_folded like ?", "nobody " + number, "%nobody " + number + "%");
            case 1 -> time("createdAt.lt", "created_at < ?", "2021-11-%02dT00:00:00Z".formatted(1 + number % 20));
            case 2 -> statement("version.gt", "version > ?", 1000L + number);
            case 3 -> statement("email", "email = ?", "nobody." + number + "@example.com");
            case 4 -> statement("deactivationReason", "deactivation_reason = ?", "Reason " + number);
            case 5 -> like("email.ends", "email_folded like ?", "." + number + "@nowhere", "%." + number + "@nowhere");
            case 6 ->
                time("reconciledAt.gte", "reconciled_at >= ?", "2040-01-%02dT00:00:00Z".formatted(1 + number % 20));
            default -> statement("requiredActions.has", "? = any(required_actions)", "ACTION_" + number);
        };
    }

    private static DeepFilter statement(String key, String sql, Object value) {
        return new DeepFilter(Map.of(key, value), sql, List.of(value));
    }

    private static DeepFilter like(String key, String sql, String value, String pattern) {
        return new DeepFilter(Map.of(key, value), sql, List.of(pattern));
    }

    private static DeepFilter negated(String key, String sql, String value, String parameter) {
        return new DeepFilter(Map.of(key, value), "(" + sql + ") is not true", List.of(parameter));
    }

    private static DeepFilter time(String key, String sql, String value) {
        return new DeepFilter(Map.of(key, value), sql, List.of(OffsetDateTime.parse(value)));
    }
}
