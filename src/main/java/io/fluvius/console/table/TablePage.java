package io.fluvius.console.table;

import io.fluvius.console.page.PageUrl;
import io.fluvius.console.page.ShownRows;
import io.fluvius.console.page.ShownValue;
import io.fluvius.domain.Position;
import io.fluvius.domain.view.FieldType;
import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.query.Query;
import io.fluvius.query.QueryPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the template of a table shows.
 *
 * @param url the URL of the table, without the parameters of the form of the filter
 * @param chosen the field that was chosen in that form
 * @param shown how the rows look to the caller
 */
record TablePage(ViewType<?> type, PageUrl url, List<ViewField> columns, Optional<ViewField> chosen, ShownRows shown) {

    private static final String SORT = "sort";
    private static final String CURSOR = "cursor";
    private static final String LIMIT = "limit";
    static final String TEXT = "text";
    /** The position that a page shows, as a parameter of its stream of changes. */
    static final String FROM = "from";

    /** The parameters that a stream of changes does not have. */
    static final String[] OF_PAGES = {SORT, CURSOR, LIMIT, "page", "count", "columns", "include", "exclude"};

    private static final Set<String> NO_FILTERS =
            Set.of(SORT, CURSOR, LIMIT, TEXT, "count", "columns", "page", "include", "exclude");

    /**
     * A row.
     *
     * @param id the id of the row
     * @param link to its page
     * @param cells in the order of the columns
     */
    record Row(String id, String link, List<ShownValue> cells) {}

    /** A column, and the URL of the table sorted by it; null if that is impossible. {@code order} is asc, desc or null. */
    record Column(
            String name, @Nullable String sort, @Nullable String order) {}

    List<Row> rows(QueryPage<?> page) {
        return page.data().stream().map(row -> row(shown.json(row))).toList();
    }

    private Row row(JsonNode json) {
        String id = json.path("id").asString();
        return new Row(
                id,
                url.path() + "/" + id,
                columns.stream()
                        .map(field -> ShownValue.of(json.path(field.name())))
                        .toList());
    }

    /** The columns with their links. */
    public List<Column> head() {
        return columns.stream().map(this::column).toList();
    }

    private Column column(ViewField field) {
        List<String> sort = url.parameters().getOrDefault(SORT, List.of());
        String ascending = field.name() + ".asc";
        String descending = field.name() + ".desc";
        String order = sort.equals(List.of(ascending)) || sort.equals(List.of(field.name()))
                ? "asc"
                : sort.equals(List.of(descending)) ? "desc" : null;
        String other = "asc".equals(order) ? descending : ascending;
        return new Column(
                field.name(),
                field.isSortable() && !shown.isWithheld(field)
                        ? url.without(CURSOR).with(SORT, other).toString()
                        : null,
                order);
    }

    /** The statements of the filter, and their composites. */
    public List<ShownFilter> filters() {
        return ShownFilter.of(
                url.without(CURSOR, "page"),
                url.parameters().keySet().stream()
                        .filter(name -> !NO_FILTERS.contains(name) && !isNested(name))
                        .toList());
    }

    /** What cannot be read is shown as it is, so that it can be removed. */
    private boolean isNested(String name) {
        return name.equals(FilterTree.QUERY) && FilterTree.of(url).isPresent();
    }

    /** The composites of the filter, to which a statement can be added. */
    public List<ShownFilter> composites() {
        return filters().stream()
                .flatMap(ShownFilter::all)
                .filter(filter -> filter.node().isComposite())
                .toList();
    }

    /** All parameters that the forms of the page keep: those that they do not set. */
    public List<Map.Entry<String, String>> kept(String... set) {
        return url.without(set).without(CURSOR).parameters().entrySet().stream()
                .flatMap(parameter -> parameter.getValue().stream().map(value -> Map.entry(parameter.getKey(), value)))
                .toList();
    }

    /** The fields by which the caller can filter. */
    public List<ViewField> filterable() {
        return type.fields().stream().filter(field -> !shown.isWithheld(field)).toList();
    }

    /** The operators that the chosen field has. */
    public List<String> operators() {
        return chosen.stream()
                .flatMap(field -> Stream.concat(
                        field.type().operators().stream().map(Operator::text),
                        field.nullable() ? Stream.of(FilterForm.MISSING, FilterForm.PRESENT) : Stream.<String>empty()))
                .toList();
    }

    /** The values that the chosen field can have; empty if there are too many to list. */
    public List<String> values() {
        return chosen.map(field -> field.type() == FieldType.BOOLEAN ? List.of("true", "false") : field.names())
                .orElse(List.of());
    }

    /** A value that the chosen field could have, as an example. */
    public String example() {
        return chosen.flatMap(field -> field.examples().stream().findFirst()).orElse("");
    }

    public String search() {
        return String.join(" ", url.parameters().getOrDefault(TEXT, List.of()));
    }

    public boolean isSearchable() {
        List<ViewField> searched =
                type.fields().stream().filter(ViewField::searched).toList();
        return !searched.isEmpty() && searched.stream().noneMatch(shown::isWithheld);
    }

    public int limit() {
        List<String> chosen = url.parameters().getOrDefault(LIMIT, List.of());
        return chosen.size() == 1 && chosen.getFirst().matches("\\d{1,4}")
                ? Integer.parseInt(chosen.getFirst())
                : Query.DEFAULT_LIMIT;
    }

    /** The URL of the table with everything. */
    public String everything() {
        return url.path();
    }

    /** The URL of the page that exports all rows that match. */
    public String export() {
        return url.without(CURSOR, LIMIT, "page", "count")
                .at(url.path() + "/export")
                .toString();
    }

    /** The stream of the changes that this page follows, from a position. */
    public String live(Position from) {
        return url.without(OF_PAGES).at(url.path() + "/live").with(FROM, from).toString();
    }

    public boolean isFiltered() {
        return !filters().isEmpty() || !search().isEmpty();
    }

    @Nullable String toCursor(@Nullable String cursor) {
        return cursor == null ? null : url.with(CURSOR, cursor).toString();
    }
}
