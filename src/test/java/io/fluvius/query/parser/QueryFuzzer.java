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
 * Whatever is asked, the answer is a query within its bounds, or a problem that says what is wrong and where, and nothing
 * of the inside. The entry point takes bytes, so that a fuzzer can look for those that reach code which none before did.
 */
public final class QueryFuzzer {

    private static final Set<ProblemCode> CODES = Set.of(ProblemCode.INVALID_QUERY, ProblemCode.MALFORMED_REQUEST);
    private static final Pattern INSIDE =
            Pattern.compile("java|jackson|jooq|axon|fluvius|Exception|Feature|SQL|(?i)\\bselect\\b|\\bnull pointer");

    private QueryFuzzer() {}

    /** Asks what the bytes stand for. Throws whatever is wrong with the answer. */
    public static void fuzzerTestOneInput(byte[] input) {
        FuzzBytes bytes = new FuzzBytes(input);
        switch (bytes.nextInt(4)) {
            case 0 -> map(new BadQueries(bytes).request());
            case 1 -> url(new BadQueries(bytes).parameters());
            case 2 -> url(Map.of("query", List.of(bytes.text())));
            default -> url(Map.of("cursor", List.of(bytes.text())));
        }
    }

    /** Asks in the map form. Tells whether it was a query. */
    static boolean map(Map<String, Object> request) {
        return answer(request, () -> MapQueries.parse(request)).isPresent();
    }

    /** Asks by the parameters of a URL. Tells whether it was a query. */
    static boolean url(Map<String, List<String>> parameters) {
        return answer(parameters, () -> new UrlQueryParser<>(ThingView.TYPE, ThingView.CURSORS).parse(parameters))
                .isPresent();
    }

    private static Optional<Query<ThingView>> answer(Object question, Supplier<Query<ThingView>> parsing) {
        try {
            Query<ThingView> query = parsing.get();
            require(isBounded(query), question, query);
            return Optional.of(query);
        } catch (ProblemException refused) {
            require(isForTheCaller(refused.problem()), question, refused.problem());
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError surprise) {
            throw new AssertionError("Neither a query nor a problem: " + question, surprise);
        }
    }

    private static boolean isBounded(Query<?> query) {
        return query.members().contains("id")
                && query.limit() >= Query.MIN_LIMIT
                && query.limit() <= Query.MAX_LIMIT
                && (query.page() == null || query.page() >= 1 && query.keyset() == null);
    }

    private static boolean isForTheCaller(Problem problem) {
        return CODES.contains(problem.code())
                && isOutside(problem.detail())
                && !problem.errors().isEmpty()
                && problem.errors().stream().allMatch(QueryFuzzer::isForTheCaller);
    }

    private static boolean isForTheCaller(Fault fault) {
        return fault.pointer().startsWith("/") && !fault.message().isBlank() && isOutside(fault.message());
    }

    private static boolean isOutside(String message) {
        return !INSIDE.matcher(message).find();
    }

    private static void require(boolean right, Object question, Object answer) {
        if (!right) {
            throw new AssertionError("%s is answered by %s".formatted(question, answer));
        }
    }
}
