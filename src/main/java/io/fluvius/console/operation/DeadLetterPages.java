package io.fluvius.console.operation;

import io.fluvius.access.AccessPolicy;
import io.fluvius.console.page.AggregatePages;
import io.fluvius.console.page.PageUrl;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.operations.DeadLetter;
import io.fluvius.operations.DeadLetterDetails;
import io.fluvius.operations.DeadLetterOffice;
import io.fluvius.operations.DeadLetterTests;
import io.fluvius.operations.EvictedDeadLetter;
import io.fluvius.operations.Processors;
import io.fluvius.operations.RetryResult;
import io.fluvius.query.QueryPage;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Parked events: why, what waits behind them, and what can be done about it. */
@Hidden
@Controller
@RequestMapping(DeadLetterPages.PATH)
class DeadLetterPages {

    static final String PATH = "/console/dead-letters";

    private static final int LIMIT = 25;
    private static final String CURSOR = "cursor";

    private final DeadLetterOffice letters;
    private final DeadLetterTests tests;
    private final Processors processors;
    private final DomainRegistry domains;
    private final AccessPolicy access;

    DeadLetterPages(
            DeadLetterOffice letters,
            DeadLetterTests tests,
            Processors processors,
            DomainRegistry domains,
            AccessPolicy access) {
        this.letters = letters;
        this.tests = tests;
        this.processors = processors;
        this.domains = domains;
        this.access = access;
    }

    /**
     * A letter.
     *
     * @param cause the type of its cause without the package; null for an event that waits
     * @param item the path of the page of its aggregate; null if it has none
     * @param age for how long it has been parked
     */
    record Shown(
            DeadLetter letter,
            @Nullable String cause,
            @Nullable String item,
            Span age) {}

    private Shown shown(DeadLetter letter) {
        DeadLetter.Event event = letter.event();
        String item = event.aggregateId() == null
                ? null
                : AggregatePages.path(domains, access, event.resource(), event.aggregateId())
                        .orElse(null);
        String cause = letter.cause() == null ? null : letter.cause().type();
        return new Shown(
                letter,
                cause == null ? null : cause.substring(Math.max(cause.lastIndexOf('.'), cause.lastIndexOf('$')) + 1),
                item,
                Span.ofSeconds(letter.ageSeconds()));
    }

    @GetMapping
    String parked(
            @RequestParam(required = false) @Nullable String processor,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            Model model) {
        QueryPage<DeadLetter> page = letters.find(
                new DeadLetterOffice.Filter(Entered.text(processor), Entered.text(cause), null), LIMIT, cursor);
        PageUrl url = PageUrl.of(request);
        model.addAttribute("letters", page.data().stream().map(this::shown).toList());
        model.addAttribute("processor", processor);
        model.addAttribute("cause", cause);
        model.addAttribute("processors", processors.all());
        model.addAttribute(
                "next",
                page.next() == null ? null : url.with(CURSOR, page.next()).toString());
        model.addAttribute(
                "previous",
                page.previous() == null
                        ? null
                        : url.with(CURSOR, page.previous()).toString());
        addResult(request, model);
        return "console/dead-letters";
    }

    @GetMapping("/evicted")
    String evicted(@RequestParam(required = false) @Nullable String cursor, HttpServletRequest request, Model model) {
        QueryPage<EvictedDeadLetter> page = letters.evicted(LIMIT, cursor);
        model.addAttribute("evicted", page.data());
        model.addAttribute(
                "next",
                page.next() == null
                        ? null
                        : PageUrl.of(request).with(CURSOR, page.next()).toString());
        return "console/dead-letters-evicted";
    }

    @GetMapping("/{id}")
    String letter(@PathVariable String id, HttpServletRequest request, Model model) {
        DeadLetterDetails details = letters.get(id);
        model.addAttribute("details", details);
        model.addAttribute("shown", shown(details.letter()));
        model.addAttribute("test", tests.source(details.letter()).orElse(null));
        addResult(request, model);
        return "console/dead-letter";
    }

    @PostMapping("/{id}/retry")
    String retry(@PathVariable String id) {
        RetryResult result = letters.retry(id);
        return "redirect:" + (result.remaining() == 0 ? PATH : PATH + "/" + id) + shown(result);
    }

    @PostMapping("/retry")
    String retryAll(@RequestParam(required = false) @Nullable String processor) {
        return "redirect:" + PATH + shown(letters.retryAll(Entered.text(processor)));
    }

    @PostMapping("/{id}/evict")
    String evict(@PathVariable String id, @RequestParam(defaultValue = "") String reason) {
        letters.evict(id, reason);
        return "redirect:" + PATH + "/evicted";
    }

    /** Without a session, what a retry has done has to be in the URL. */
    private static String shown(RetryResult result) {
        return "?handled=" + result.handled() + "&remaining=" + result.remaining();
    }

    private static void addResult(HttpServletRequest request, Model model) {
        for (String name : List.of("handled", "remaining")) {
            model.addAttribute(
                    name,
                    Optional.ofNullable(request.getParameter(name))
                            .filter(text -> text.matches("\\d{1,9}"))
                            .map(Integer::valueOf)
                            .orElse(null));
        }
    }
}
