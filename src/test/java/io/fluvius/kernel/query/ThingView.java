package io.fluvius.kernel.query;

import io.fluvius.kernel.Fault;
import io.fluvius.kernel.Filter;
import io.fluvius.kernel.Operator;
import io.fluvius.kernel.Problem;
import io.fluvius.kernel.ProblemException;
import io.fluvius.kernel.Searched;
import io.fluvius.kernel.Stamped;
import io.fluvius.kernel.Unindexed;
import io.fluvius.kernel.ViewField;
import io.fluvius.kernel.ViewType;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A view with a field of every type, and words to talk about queries of it. */
record ThingView(
        UUID id,
        @Searched String title,
        @Searched @Nullable String note,
        long pieces,
        @Nullable BigDecimal price,
        boolean sold,
        DayOfWeek day,
        @Nullable Instant seenAt,
        @Nullable LocalDate dueOn,
        @Nullable UUID parent,
        @Unindexed String remarks,
        Set<String> tags,
        @Stamped(Stamped.With.CREATED_AT) Instant createdAt,
        @Stamped(Stamped.With.VERSION) long version) {

    static final ViewType<ThingView> TYPE = ViewType.of("thing", ThingView.class);

    /** Cursors as the parsers of these tests know them. */
    static final Cursors CURSORS = ParsedQueries.CURSORS;

    static ViewField field(String name) {
        return TYPE.field(name).orElseThrow();
    }

    static Filter is(String field, Operator operator, Object... values) {
        return new Filter.Compare(field(field), operator, List.of(values));
    }

    static Filter absent(String field) {
        return new Filter.Absent(field(field));
    }

    static Filter not(Filter filter) {
        return new Filter.Not(filter);
    }

    static Filter and(Filter... parts) {
        return new Filter.And(List.of(parts));
    }

    static Filter or(Filter... parts) {
        return new Filter.Or(List.of(parts));
    }

    static List<String> pointers(Problem problem) {
        return problem.errors().stream().map(Fault::pointer).toList();
    }

    /** The problem of a query that is refused. */
    static Problem refusal(Runnable parsing) {
        try {
            parsing.run();
        } catch (ProblemException refused) {
            return refused.problem();
        }
        throw new AssertionError("The query was not refused");
    }
}
