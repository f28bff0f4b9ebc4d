package io.fluvius.query.parser;

import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.Fault;
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

/** A query in the making: what both spellings have in common. */
final class QueryAssembler<V extends Record> {

    private final ViewType<V> view;
    private final Cursors cursors;
    private final QueryFaults faults;
    private final List<SortKey> sort = new ArrayList<>();
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
        view.fields().forEach(field -> members.add(field.name()));
    }

    void sortBy(String name, String order, String pointer) {
        ViewField field = view.field(name).orElse(null);
        if (field == null) {
            faults.add(pointer, "is no field of " + view.resource());
        } else if (!field.isSortable()) {
            faults.add(pointer, "cannot be sorted by");
        } else if (!order.equals("asc") && !order.equals("desc")) {
            faults.add(pointer, "must have the order asc or desc");
        } else if (sort.stream().anyMatch(it -> it.field().equals(field))) {
            faults.add(pointer, "is sorted by twice");
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

    void cursor(String given) {
        cursor = given;
    }

    void text(String words) {
        text = TextSearch.filter(words, view, faults);
    }

    void count(boolean wanted) {
        count = wanted;
    }

    void include(List<String> names) {
        Set<String> chosen = known(names, "/include");
        chosen.add("id");
        members.retainAll(chosen);
    }

    void exclude(List<String> names) {
        Set<String> chosen = known(names, "/exclude");
        chosen.remove("id");
        members.removeAll(chosen);
    }

    /** The query. Throws when a fault was found. */
    Query<V> query(Filter filter) {
        if (cursor != null && page != null) {
            faults.add("/cursor", "cannot stand beside a page number");
        }
        if (!faults.none()) {
            throw faults.asException();
        }
        Filter whole = text.equals(Filter.ALL) ? filter : new Filter.And(List.of(filter, text));
        Query<V> query = new Query<>(view, whole, sort, limit, page, null, count, members);
        return cursor == null ? query : query.withKeyset(place(query, cursor));
    }

    /** Judged last, because a cursor belongs to a whole query. */
    private Keyset place(Query<V> query, String given) {
        Keyset place = cursors.decode(query, given);
        if (place == null) {
            faults.add("/cursor", "is no cursor of this query");
            throw faults.asException();
        }
        return place;
    }

    private Set<String> known(List<String> names, String pointer) {
        Set<String> known = new LinkedHashSet<>();
        for (int index = 0; index < names.size(); index++) {
            if (view.field(names.get(index)).isPresent()) {
                known.add(names.get(index));
            } else {
                faults.add(Fault.child(pointer, Integer.toString(index)), "is no field of " + view.resource());
            }
        }
        return known;
    }
}
