package io.fluvius.query.parser;

import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Unindexed;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Filter;
import io.fluvius.query.cursor.Cursors;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A view with a field of every type, and helper methods for queries on it. */
public record ThingView(
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

    public static final ViewType<ThingView> TYPE = ViewType.of("thing", ThingView.class);

    /** The cursors of these tests. */
    public static final Cursors CURSORS = ParsedQueries.CURSORS;

    public static ViewField field(String name) {
        return TYPE.field(name).orElseThrow();
    }

    public static Filter is(String field, Operator operator, Object... values) {
        return new Filter.Compare(field(field), operator, List.of(values));
    }

    public static Filter absent(String field) {
        return new Filter.Absent(field(field));
    }

    public static Filter not(Filter filter) {
        return new Filter.Not(filter);
    }

    public static Filter and(Filter... parts) {
        return new Filter.And(List.of(parts));
    }

    public static Filter or(Filter... parts) {
        return new Filter.Or(List.of(parts));
    }

    public static List<String> pointers(Problem problem) {
        return problem.errors().stream().map(Fault::pointer).toList();
    }

    /** Returns the problem with which a query is rejected. */
    public static Problem refusal(Runnable parsing) {
        try {
            parsing.run();
        } catch (ProblemException rejected) {
            return rejected.problem();
        }
        throw new AssertionError("The query was not rejected");
    }
}
