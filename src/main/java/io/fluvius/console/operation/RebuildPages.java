package io.fluvius.console.operation;

import io.fluvius.console.page.FieldChange;
import io.fluvius.console.page.ShownValue;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.request.Json;
import io.fluvius.operations.Rebuild;
import io.fluvius.operations.RebuildDiff;
import io.fluvius.operations.Rebuilds;
import io.fluvius.operations.Rebuilds.Swap;
import io.fluvius.operations.ReplayEstimate;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Rebuilds of views: what they read, how far they are, what they would change, and the swap. */
@Hidden
@Controller
@RequestMapping("/console/rebuilds")
class RebuildPages {

    private static final Set<String> DISCARDABLE = Set.of("creating", "building", "following", "discarding");

    private final Rebuilds rebuilds;
    private final DomainRegistry domains;

    RebuildPages(Rebuilds rebuilds, DomainRegistry domains) {
        this.rebuilds = rebuilds;
        this.domains = domains;
    }

    /** The differences of a view, with links to the rows. */
    record Differences(RebuildDiff.OfView view, String path, List<ChangedRow> rows) {}

    /** A row that would change. */
    record ChangedRow(String id, String change, List<FieldChange> fields) {}

    @GetMapping
    String all(Model model) {
        model.addAttribute("views", rebuilds.all());
        return "console/rebuilds";
    }

    @GetMapping("/{path}")
    String one(@PathVariable String path, Model model) {
        String known = domains.withPath(path).path();
        Rebuilds.OfView view = rebuilds.all().stream()
                .filter(it -> it.path().equals(known))
                .findFirst()
                .orElseThrow();
        Rebuild latest = view.latest();
        boolean isRunning = latest != null && !latest.isEnded();
        model.addAttribute("view", view);
        model.addAttribute("isRunning", isRunning);
        model.addAttribute(
                "isDiscardable",
                latest != null && isRunning && !latest.changed() && DISCARDABLE.contains(latest.phase()));
        model.addAttribute("left", latest == null ? null : left(latest));
        if (!isRunning && view.processors().size() == 1) {
            ReplayEstimate estimate = rebuilds.estimate(path);
            model.addAttribute("estimate", estimate);
            model.addAttribute("span", Span.ofSeconds(estimate.seconds()));
        }
        return "console/rebuild";
    }

    private static @Nullable Span left(Rebuild rebuild) {
        return Optional.ofNullable(rebuild.secondsLeft()).map(Span::ofSeconds).orElse(null);
    }

    @PostMapping("/{path}/start")
    String start(
            @PathVariable String path,
            @RequestParam(required = false) @Nullable String swap,
            @RequestParam(defaultValue = "") String confirmed) {
        Swap mode = Optional.ofNullable(Entered.choice(swap, RebuildPages::swapMode))
                .orElse(Swap.MANUAL);
        if (mode == Swap.ALWAYS) {
            Entered.requireName(path, confirmed);
        }
        rebuilds.start(path, mode);
        return pageOf(path);
    }

    private static Optional<Swap> swapMode(String text) {
        return switch (text) {
            case "manual" -> Optional.of(Swap.MANUAL);
            case "when-equal" -> Optional.of(Swap.WHEN_EQUAL);
            case "always" -> Optional.of(Swap.ALWAYS);
            default -> Optional.empty();
        };
    }

    /** Compares, which takes a while for many rows. */
    @GetMapping("/{path}/diff")
    String diff(@PathVariable String path, Model model) {
        RebuildDiff diff = rebuilds.compare(path);
        model.addAttribute("path", path);
        model.addAttribute("diff", diff);
        model.addAttribute("views", diff.views().stream().map(this::differences).toList());
        return "console/rebuild-diff";
    }

    private Differences differences(RebuildDiff.OfView view) {
        return new Differences(
                view,
                domains.resource(view.resource()).path(),
                view.samples().stream().map(RebuildPages::row).toList());
    }

    private static ChangedRow row(RebuildDiff.Row row) {
        return new ChangedRow(
                row.id().toString(),
                row.change(),
                row.fields().stream()
                        .map(field -> new FieldChange(field.name(), shown(field.before()), shown(field.after())))
                        .toList());
    }

    private static ShownValue shown(@Nullable Object value) {
        return ShownValue.of(Json.MAPPER.valueToTree(value));
    }

    @PostMapping("/{path}/swap")
    String swap(@PathVariable String path, @RequestParam(defaultValue = "") String confirmed) {
        Entered.requireName(path, confirmed);
        rebuilds.swap(path);
        return pageOf(path);
    }

    @PostMapping("/{path}/discard")
    String discard(@PathVariable String path) {
        rebuilds.discard(path);
        return pageOf(path);
    }

    private String pageOf(String path) {
        return "redirect:/console/rebuilds/" + domains.withPath(path).path();
    }
}
