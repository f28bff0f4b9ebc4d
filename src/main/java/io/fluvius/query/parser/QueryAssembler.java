package io.fluvius.query.parser;

import io.fluvius.domain.Tenant;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Suggestion;
import io.fluvius.query.Filter;
import io.fluvius.query.Keyset;
import io.fluvius.query.Query;
import io.fluvius.query.SortKey;
import io.fluvius.query.cursor.Cursors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Assembles a query from its parsed members, independent of its spelling. */
final class QueryAssembler<V extends Record> {

    private final ViewType<V> view;
    private final Cursors cursors;
    private final QueryFaults faults;
    private final List<SortKey> sort = new ArrayList<>();
    private final List<String> allMembers;
    private final Set<String> members = new LinkedHashSet<>();
    private int limit = Query.DEFAULT_LIMIT;
    private @Nullable Integer page;
    private @Nullable String cursor;
    private Filter text = Filter.ALL;
    private boolean count;

    QueryAssembler(ViewType<V> view, Cursors cursors, QueryFaults faults) {
        this.view = view;
        this.cursors = cursors;
        this.faults = faults;
        this.allMembers = view.fields().stream().map(ViewField::name).toList();
        members.addAll(allMembers);
    }

    void sortBy(String name, String order, String pointer) {
        ViewField field = view.field(name).orElse(null);
        if (field == null) {
            faults.add(pointer, unknownField(name));
        } else if (!field.isSortable()) {
            faults.add(pointer, "is not sortable");
        } else if (!order.equals("asc") && !order.equals("desc")) {
            faults.add(pointer, "must have the order asc or desc");
        } else if (sort.stream().anyMatch(it -> it.field().equals(field))) {
            faults.add(pointer, "is a duplicate sort field");
        } else {
            sort.add(new SortKey(field, SortKey.Order.valueOf(order.toUpperCase(Locale.ROOT))));
        }
    }

    void limit(@Nullable Object number) {
        if (number instanceof Long rows && rows >= Query.MIN_LIMIT && rows <= Query.MAX_LIMIT) {
            limit = rows.intValue();
        } else {
            faults.add("/limit", "must be a whole number from " + Query.MIN_LIMIT + " to " + Query.MAX_LIMIT);
        }
    }

    void page(@Nullable Object number) {
        if (number instanceof Long it && it >= 1 && it <= Integer.MAX_VALUE) {
            page = it.intValue();
        } else {
            faults.add("/page", "must be a whole number from 1");
        }
    }

    void cursor(String value) {
        cursor = value;
    }

    void text(String words) {
        text = TextSearch.filter(words, view, faults);
    }

    void count(boolean value) {
        count = value;
    }

    void include(List<String> names) {
        Set<String> selected = knownFields(names, "/include");
        selected.add("id");
        members.retainAll(selected);
    }

    void exclude(List<String> names) {
        Set<String> selected = knownFields(names, "/exclude");
        selected.remove("id");
        members.removeAll(selected);
    }

    /** Returns the query. Throws a {@link io.fluvius.problem.ProblemException} if there are faults. */
    Query<V> query(Filter filter) {
        if (cursor != null && page != null) {
            faults.add("/cursor", "cannot be combined with page");
        }
        if (!faults.isEmpty()) {
            throw faults.asException();
        }
        Filter combined = text.equals(Filter.ALL) ? filter : new Filter.And(List.of(filter, text));
        // the state manager queries the rows of the tenant in which its caller acts
        Query<V> query = new Query<>(view, Tenant.MAIN, combined, sort, limit, page, null, count, members);
        return cursor == null ? query : query.withKeyset(keyset(query, cursor));
    }

    /** Decodes the cursor last, because it is valid for one complete query only. */
    private Keyset keyset(Query<V> query, String value) {
        Keyset keyset = cursors.decode(query, value);
        if (keyset == null) {
            faults.add("/cursor", "is not a cursor of this query");
            throw faults.asException();
        }
        return keyset;
    }

    private String unknownField(String name) {
        return "is not a field of " + view.resource() + Suggestion.of(name, allMembers);
    }

    private Set<String> knownFields(List<String> names, String pointer) {
        Set<String> known = new LinkedHashSet<>();
        for (int index = 0; index < names.size(); index++) {
            if (view.field(names.get(index)).isPresent()) {
                known.add(names.get(index));
            } else {
                faults.add(Fault.child(pointer, Integer.toString(index)), unknownField(names.get(index)));
            }
        }
        return known;
    }
}
