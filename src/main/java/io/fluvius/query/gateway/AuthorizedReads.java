package io.fluvius.query.gateway;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.ReadableRows;
import io.fluvius.access.ReadableRows.Own;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.Filter;
import io.fluvius.query.HistoryReads;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Restricts reads to the rows that the caller of the present thread may read. Rows that the caller may not read do not exist for
 * it. Safe for use by many threads.
 */
final class AuthorizedReads {

    private final AccessPolicy access;
    private final HistoryReads reads;

    /** @param reads records each reading of personal history, unless callers have no names */
    AuthorizedReads(AccessPolicy access, HistoryReads reads) {
        this.access = access;
        this.reads = reads;
    }

    /**
     * Returns the query for those matching rows that the caller may read. A caller who sees personal data as withheld may not ask
     * for it either, because the answer would reveal it.
     */
    <V extends Record> Query<V> restricted(Query<V> query) {
        if (access.isOpen()) {
            return query.in(access.tenant());
        }
        String resource = query.view().resource();
        ReadableRows rows = access.requireRows(resource);
        if (!access.allowsPersonalData(resource)) {
            Stream.concat(query.filter().fields(), query.sort().stream().map(SortKey::field))
                    .filter(ViewField::personal)
                    .findFirst()
                    .ifPresent(this::refuse);
        }
        Query<V> ofTenant = query.in(access.tenant());
        return rows instanceof Own own
                ? ofTenant.withFilter(new Filter.And(
                        List.of(query.filter(), new Filter.Compare(own.owner(), Operator.EQ, List.of(own.id())))))
                : ofTenant;
    }

    /** The tenant whose rows the caller reads. */
    Tenant tenant() {
        return access.tenant();
    }

    /** Returns the view, if the caller may read any of its rows. */
    ViewType<?> readable(ViewType<?> view) {
        access.requireRows(view.resource());
        return view;
    }

    /** Whether the caller may read a row. */
    boolean isReadable(ViewType<?> view, Record row) {
        return !(access.requireRows(view.resource()) instanceof Own own)
                || own.id().equals(value(view, row, own.owner()));
    }

    /** Returns the identifier of an aggregate whose past is read, if the caller may read its row, and therefore its history. */
    UUID identifierOfPast(ViewType<?> view, Object id) {
        String resource = view.resource();
        UUID identifier = identifier(id);
        if (!isReadable(resource, identifier)) {
            throw new NotFoundException(AggregateRef.of(resource, identifier));
        }
        boolean hasName = !access.isOpen() && !access.caller().isApplication();
        if (hasName && view.fields().stream().anyMatch(ViewField::personal)) {
            reads.read(resource, identifier);
        }
        return identifier;
    }

    /** Returns an identifier that a caller has given. */
    static UUID identifier(Object id) {
        return Identifiers.parse(Identifiers.text(id))
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The id is not a UUID")
                        .at("/id", Identifiers.EXPECTED)
                        .asException());
    }

    /** Whether the caller may read the row of an aggregate, which need not exist any more. */
    boolean isReadable(String resource, UUID id) {
        return switch (access.requireRows(resource)) {
            case ReadableRows.All all -> true;
            case Own own -> own.owner().name().equals("id") && own.id().equals(id);
            case ReadableRows.None none -> false;
        };
    }

    private void refuse(ViewField field) {
        throw access.refuse(
                "ask for personal data",
                "The field " + field.name() + " is withheld, so it cannot be searched, filtered or sorted by");
    }

    private static <V extends Record> @Nullable Object value(ViewType<V> view, Record row, ViewField field) {
        return view.value(view.record().cast(row), field);
    }
}
