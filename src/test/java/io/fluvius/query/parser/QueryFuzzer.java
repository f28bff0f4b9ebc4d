package io.fluvius.query.parser;

import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Checks that every input results in a query within its limits, or in a problem that locates its faults and does not reveal
 * implementation details. The entry point takes bytes, as coverage-guided fuzzers require.
 */
public final class QueryFuzzer {

    private static final Set<ProblemCode> CODES = Set.of(ProblemCode.INVALID_QUERY, ProblemCode.MALFORMED_REQUEST);
    private static final Pattern INTERNALS =
            Pattern.compile("java|jackson|jooq|axon|fluvius|Exception|Feature|SQL|(?i)\\bselect\\b|\\bnull pointer");

    private QueryFuzzer() {}

    /** Parses the query that the bytes describe. Throws an {@code AssertionError} if the result is wrong. */
    public static void fuzzerTestOneInput(byte[] input) {
        FuzzBytes bytes = new FuzzBytes(input);
        switch (bytes.nextInt(4)) {
            case 0 -> map(new BadQueries(bytes).request());
            case 1 -> url(new BadQueries(bytes).parameters());
            case 2 -> url(Map.of("query", List.of(bytes.text())));
            default -> url(Map.of("cursor", List.of(bytes.text())));
        }
    }

    /** Parses a query in map form. Returns whether it is valid. */
    static boolean map(Map<String, Object> request) {
        return parse(request, () -> MapQueries.parse(request)).isPresent();
    }

    /** Parses a query from URL parameters. Returns whether it is valid. */
    static boolean url(Map<String, List<String>> parameters) {
        return parse(parameters, () -> new UrlQueryParser<>(ThingView.TYPE, ThingView.CURSORS).parse(parameters))
                .isPresent();
    }

    private static Optional<Query<ThingView>> parse(Object input, Supplier<Query<ThingView>> parser) {
        try {
            Query<ThingView> query = parser.get();
            require(isWithinLimits(query), input, query);
            return Optional.of(query);
        } catch (ProblemException rejected) {
            require(isPresentable(rejected.problem()), input, rejected.problem());
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError unexpected) {
            throw new AssertionError("Neither a query nor a problem: " + input, unexpected);
        }
    }

    private static boolean isWithinLimits(Query<?> query) {
        return query.members().contains("id")
                && query.limit() >= Query.MIN_LIMIT
                && query.limit() <= Query.MAX_LIMIT
                && (query.page() == null || query.page() >= 1 && query.keyset() == null);
    }

    private static boolean isPresentable(Problem problem) {
        return CODES.contains(problem.code())
                && hidesInternals(problem.detail())
                && !problem.errors().isEmpty()
                && problem.errors().stream().allMatch(QueryFuzzer::isPresentable);
    }

    private static boolean isPresentable(Fault fault) {
        return fault.pointer().startsWith("/") && !fault.message().isBlank() && hidesInternals(fault.message());
    }

    private static boolean hidesInternals(String message) {
        return !INTERNALS.matcher(message).find();
    }

    private static void require(boolean condition, Object input, Object result) {
        if (!condition) {
            throw new AssertionError("%s results in %s".formatted(input, result));
        }
    }
}
