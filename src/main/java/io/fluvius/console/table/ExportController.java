package io.fluvius.console.table;

import io.fluvius.access.AccessPolicy;
import io.fluvius.console.page.PageUrl;
import io.fluvius.console.page.ShownRows;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.domain.view.ViewField;
import io.fluvius.http.limit.Lasting;
import io.fluvius.http.request.ShownJson;
import io.fluvius.operations.OperatorActions;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.node.MissingNode;

/**
 * Exports all rows that match a query, however many. The rows are read in pages by key and written as they are read, so an
 * export needs little memory, holds no transaction, and repeats or misses no row that exists throughout.
 */
@Hidden
@Controller
class ExportController {

    private static final String RUN = "run";

    private final DomainRegistry domains;
    private final StateManager state;
    private final Exports exports;
    private final OperatorActions actions;
    private final AccessPolicy access;
    private final ShownJson shown;

    ExportController(
            DomainRegistry domains,
            StateManager state,
            Exports exports,
            OperatorActions actions,
            AccessPolicy access,
            ShownJson shown) {
        this.domains = domains;
        this.state = state;
        this.exports = exports;
        this.actions = actions;
        this.access = access;
        this.shown = shown;
    }

    /**
     * A file that can be loaded.
     *
     * @param format the name of the format
     * @param link where it is loaded
     * @param progress where the page sees how far it is
     */
    record File(String format, String link, String progress) {}

    @GetMapping("/console/views/{path}/export")
    String page(@PathVariable String path, HttpServletRequest request, Model model) {
        RegisteredView view = domains.withPath(path);
        PageUrl url = PageUrl.of(request).without("cursor", "limit");
        TableRequest table = new TableRequest(view, url);
        model.addAttribute("view", view);
        model.addAttribute("total", state.count(table.query(state.queryManager())));
        model.addAttribute("back", url.at("/console/views/" + view.path()).toString());
        model.addAttribute(
                "files",
                Arrays.stream(ExportFormat.values())
                        .map(format -> file(format, url))
                        .toList());
        return "console/export";
    }

    private static File file(ExportFormat format, PageUrl page) {
        UUID run = UUID.randomUUID();
        return new File(
                format.name(),
                page.at(page.path() + "/rows." + format.extension())
                        .with(RUN, run)
                        .toString(),
                "/console/exports/" + run);
    }

    @Lasting(Lasting.Kind.TRANSFER)
    @GetMapping("/console/views/{path}/export/rows.csv")
    void csv(@PathVariable String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        export(path, ExportFormat.CSV, request, response);
    }

    @Lasting(Lasting.Kind.TRANSFER)
    @GetMapping("/console/views/{path}/export/rows.ndjson")
    void ndjson(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        export(path, ExportFormat.NDJSON, request, response);
    }

    private void export(String path, ExportFormat format, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RegisteredView view = domains.withPath(path);
        PageUrl url = PageUrl.of(request);
        TableRequest table = new TableRequest(view, url);
        Query<?> query = table.query(state.queryManager(), RUN);
        String run = request.getParameter(RUN);
        UUID id = Optional.ofNullable(run).flatMap(Identifiers::parse).orElseGet(UUID::randomUUID);
        Exports.Export export = exports.begin(id, access.caller().key(), state.count(query));
        format.describe(response, view.path());
        Map<String, ?> details = Map.of("format", format.extension(), "query", recorded(view, url.without(RUN)));
        actions.run("export-rows", view.path(), details, () -> {
            boolean isDone = false;
            try (Stream<? extends Record> rows = state.stream(query)) {
                write(rows.iterator(), format, table.columns(), ShownRows.of(view.type(), shown), response, export);
                isDone = true;
            } finally {
                export.end(isDone ? Exports.Export.State.DONE : Exports.Export.State.BROKEN_OFF);
            }
            return export;
        });
    }

    /** The query without personal data, because the record outlives the person: only the names of such parameters. */
    private static Map<String, List<String>> recorded(RegisteredView view, PageUrl url) {
        Map<String, List<String>> recorded = new LinkedHashMap<>(url.parameters());
        recorded.replaceAll((name, values) -> isPersonal(view, name) ? List.of(ExportFormat.WITHHELD) : values);
        return recorded;
    }

    private static boolean isPersonal(RegisteredView view, String parameter) {
        String field =
                FilterNode.statement(parameter, MissingNode.getInstance()).field();
        return parameter.equals(TablePage.TEXT)
                || parameter.equals(FilterTree.QUERY)
                || view.type().field(field).filter(ViewField::personal).isPresent();
    }

    /** A response is ended only after the last row, so that a client does not take a part for the whole. */
    @SuppressWarnings("resource")
    private static void write(
            Iterator<? extends Record> rows,
            ExportFormat format,
            List<ViewField> columns,
            ShownRows shown,
            HttpServletResponse response,
            Exports.Export export)
            throws IOException {
        ExportFormat.Rows out = format.open(
                response.getOutputStream(),
                columns.stream().map(ViewField::name).toList());
        for (; rows.hasNext(); export.add()) {
            out.write(shown.json(rows.next()));
        }
        out.close();
    }

    /** How far an export is: a part of its page that scripts load again and again, and a page without them. */
    @GetMapping("/console/exports/{run}")
    String progress(@PathVariable String run, Model model) {
        model.addAttribute(
                "export",
                Identifiers.parse(run)
                        .flatMap(id -> exports.find(id, access.caller().key()))
                        .orElse(null));
        model.addAttribute("here", "/console/exports/" + run);
        return "console/export-progress";
    }
}
