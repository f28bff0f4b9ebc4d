package io.fluvius.console.bulk;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.console.command.CommandForm;
import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.console.table.ExportFormat;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.http.request.Json;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.NotFoundException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One command for many aggregates: choose the command, preview it, run it, try the failures again. */
@Hidden
@Controller
class BulkController {

    /** The refusals that the page shows; all of them can be loaded. */
    private static final int SHOWN_REFUSALS = 100;

    private final CommandFactory commands;
    private final BulkRunner runner;
    private final AccessPolicy access;

    BulkController(CommandFactory commands, BulkRunner runner, AccessPolicy access) {
        this.commands = commands;
        this.runner = runner;
        this.access = access;
    }

    @GetMapping("/console/bulk/{id}")
    String page(@PathVariable String id, @RequestParam(required = false) @Nullable String command, Model model) {
        Bulk bulk = bulk(id);
        Bulk.Progress progress = bulk.progress();
        CommandForm form = command != null
                ? CommandForm.empty(commandOf(bulk, command))
                : progress.order() != null && progress.run() == null
                        ? new CommandForm(
                                progress.order().type(), progress.order().entered())
                        : null;
        return page(bulk, form, null, model);
    }

    @PostMapping("/console/bulk/{id}/preview")
    String preview(
            @PathVariable String id,
            @RequestParam String command,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Bulk bulk = bulk(id);
        CommandForm form = CommandForm.of(commandOf(bulk, command), request);
        try {
            runner.preview(bulk, new Bulk.Order(form.type(), form.payload(), form.entered()));
        } catch (ProblemException refused) {
            response.setStatus(ConsoleAdvice.statusOf(refused.problem().code()).value());
            return page(bulk, form, refused.problem(), model);
        }
        return pageOf(bulk);
    }

    @PostMapping("/console/bulk/{id}/run")
    String run(@PathVariable String id) {
        Bulk bulk = bulk(id);
        runner.run(bulk);
        return pageOf(bulk);
    }

    @PostMapping("/console/bulk/{id}/pause")
    String pause(@PathVariable String id) {
        return changed(id, BulkPass::pause);
    }

    @PostMapping("/console/bulk/{id}/resume")
    String resume(@PathVariable String id) {
        return changed(id, BulkPass::resume);
    }

    @PostMapping("/console/bulk/{id}/stop")
    String stop(@PathVariable String id) {
        return changed(id, BulkPass::stop);
    }

    private String changed(String id, Consumer<BulkPass> change) {
        Bulk bulk = bulk(id);
        Bulk.Progress progress = bulk.progress();
        Stream.of(Optional.ofNullable(progress.preview()), Optional.ofNullable(progress.run()))
                .flatMap(Optional::stream)
                .forEach(change);
        return pageOf(bulk);
    }

    /** Those that were refused or not sent are the aggregates of a new bulk, which begins with the preview. */
    @PostMapping("/console/bulk/{id}/retry")
    String retry(@PathVariable String id) {
        Bulk bulk = bulk(id);
        Bulk.Progress progress = bulk.progress();
        BulkPass run = progress.run();
        List<UUID> left = run == null || run.isGoing() ? List.of() : bulk.leftBy(run);
        if (left.isEmpty() || progress.order() == null) {
            return pageOf(bulk);
        }
        Bulk next = runner.add(new Bulk(access.caller().key(), bulk.view(), left, bulk.origin()));
        runner.preview(next, progress.order());
        return pageOf(next);
    }

    @GetMapping("/console/bulk/{id}/refused.{extension:csv|ndjson}")
    void refused(@PathVariable String id, @PathVariable String extension, HttpServletResponse response)
            throws IOException {
        Bulk.Progress progress = bulk(id).progress();
        BulkPass pass = progress.run() == null ? progress.preview() : progress.run();
        ExportFormat format = extension.equals("csv") ? ExportFormat.CSV : ExportFormat.NDJSON;
        format.describe(response, "refused");
        try (ExportFormat.Rows out = format.open(response.getOutputStream(), List.of("id", "code", "detail"))) {
            for (BulkPass.Refusal refusal : pass == null ? List.<BulkPass.Refusal>of() : pass.refusals()) {
                out.write(Json.MAPPER.valueToTree(Map.of(
                        "id", refusal.aggregate(),
                        "code", refusal.problem().code().text(),
                        "detail", refusal.problem().detail())));
            }
        }
    }

    private Bulk bulk(String id) {
        return Identifiers.parse(id)
                .flatMap(runner::find)
                .orElseThrow(() -> new NotFoundException(Problem.of(
                        ProblemCode.NOT_FOUND,
                        "This selection is not known: the node that kept it was restarted, or has kept many others"
                                + " since. Choose the rows again")));
    }

    private CommandType commandOf(Bulk bulk, String key) {
        return commandsOf(bulk).stream()
                .filter(type -> type.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.UNKNOWN_COMMAND, "The chosen rows have no such command")
                        .asException());
    }

    private List<CommandType> commandsOf(Bulk bulk) {
        return commands.types(bulk.view().domain()).stream()
                .filter(type -> !type.isCreating() && access.allowsCommand(type.payload()))
                .toList();
    }

    static String pageOf(Bulk bulk) {
        return "redirect:/console/bulk/" + bulk.id();
    }

    private String page(Bulk bulk, @Nullable CommandForm form, @Nullable Problem problem, Model model) {
        Bulk.Progress progress = bulk.progress();
        BulkPass run = progress.run() == null ? null : progress.run().copy();
        BulkPass pass = run != null || progress.preview() == null
                ? run
                : progress.preview().copy();
        model.addAttribute("view", bulk.view());
        model.addAttribute("count", bulk.aggregates().size());
        model.addAttribute("origin", bulk.origin());
        model.addAttribute("here", "/console/bulk/" + bulk.id());
        model.addAttribute("commands", commandsOf(bulk));
        model.addAttribute("order", progress.order());
        model.addAttribute("pass", pass);
        model.addAttribute("isRun", run != null);
        model.addAttribute("command", form == null ? null : form.type());
        model.addAttribute("fields", form == null ? List.of() : form.fields(problem));
        model.addAttribute("problem", problem);
        model.addAttribute("otherFaults", problem == null || form == null ? List.of() : form.otherFaults(problem));
        model.addAttribute(
                "refusals",
                pass == null
                        ? List.of()
                        : pass.refusals().stream().limit(SHOWN_REFUSALS).toList());
        model.addAttribute(
                "left", run == null || run.isGoing() ? 0 : bulk.leftBy(run).size());
        return "console/bulk";
    }
}
