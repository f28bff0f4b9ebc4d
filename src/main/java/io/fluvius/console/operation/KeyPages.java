package io.fluvius.console.operation;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.security.ApiKey;
import io.fluvius.security.ApiKeys;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** API keys: who has one, a new one, and the end of one. */
@Hidden
@Controller
@RequestMapping(KeyPages.PATH)
class KeyPages {

    static final String PATH = "/console/keys";

    /** After which time a key can expire; empty for never. */
    private static final List<String> EXPIRIES = List.of("P30D", "P90D", "P1Y", "");

    private static final String DEFAULT_EXPIRY = "P90D";

    private final ApiKeys keys;
    private final AccessPolicy access;
    private final Clock clock;

    KeyPages(ApiKeys keys, AccessPolicy access) {
        this.keys = keys;
        this.access = access;
        this.clock = Clock.systemUTC();
    }

    /** A key, and whether it is {@code live}, {@code expired} or {@code revoked}. */
    record Shown(ApiKey key, String state) {}

    /** What was entered into the form. */
    record Form(String name, Set<String> roles, Set<String> rights, String self, String tenant, String expiry) {

        static final Form EMPTY = new Form("", Set.of(), Set.of(), "", "", DEFAULT_EXPIRY);
    }

    private Shown shown(ApiKey key) {
        String dead = key.revokedAt() == null ? "expired" : "revoked";
        return new Shown(key, key.isLive(clock.instant()) ? "live" : dead);
    }

    @GetMapping
    String all(Model model) {
        return page(Form.EMPTY, model);
    }

    private String page(Form form, Model model) {
        model.addAttribute("keys", keys.all().stream().map(this::shown).toList());
        model.addAttribute("form", form);
        // a caller cannot give what it does not have
        model.addAttribute(
                "roles",
                access.roles().stream()
                        .filter(role -> access.caller().isOwner()
                                || access.caller().roles().contains(role))
                        .sorted()
                        .toList());
        model.addAttribute(
                "rights",
                Stream.of(Right.values())
                        .filter(access::allows)
                        .map(Right::text)
                        .toList());
        model.addAttribute("expiries", EXPIRIES);
        model.addAttribute("hasTenants", access.hasTenants());
        return "console/keys";
    }

    /** The only page that shows the key itself. It is the answer to the form, so that no URL leads to it. */
    @PostMapping
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") Set<String> roles,
            @RequestParam(defaultValue = "") Set<String> rights,
            @RequestParam(defaultValue = "") String self,
            @RequestParam(defaultValue = "") String tenant,
            @RequestParam(defaultValue = "") String expiry,
            HttpServletResponse response,
            Model model) {
        Form form = new Form(name.strip(), roles, rights, self.strip(), tenant.strip(), expiry);
        try {
            ApiKeys.Created created = keys.create(grant(form));
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            model.addAttribute("key", created.key());
            model.addAttribute("text", created.text());
            return "console/key-created";
        } catch (ProblemException refused) {
            Problem problem = refused.problem();
            response.setStatus(ConsoleAdvice.statusOf(problem.code()).value());
            model.addAttribute("problem", problem);
            return page(form, model);
        }
    }

    private ApiKeys.Grant grant(Form form) {
        Set<Right> rights = form.rights().stream()
                .map(text -> Right.find(text).orElseThrow(() -> invalid("/rights", text + " is not a right")))
                .collect(Collectors.toSet());
        return new ApiKeys.Grant(
                form.name(),
                form.roles(),
                rights,
                self(form.self()),
                form.tenant().isEmpty() ? null : form.tenant(),
                expiresAt(form.expiry()));
    }

    private static @Nullable AggregateRef self(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int slash = text.indexOf('/');
        if (slash < 1 || Identifiers.parse(text.substring(slash + 1)).isEmpty()) {
            throw invalid("/self", "must be a resource and an id, such as user/0190c7a1-0000-7000-8000-000000000000");
        }
        return AggregateRef.of(text.substring(0, slash), text.substring(slash + 1));
    }

    private @Nullable Instant expiresAt(String expiry) {
        if (expiry.isEmpty()) {
            return null;
        }
        if (!EXPIRIES.contains(expiry)) {
            throw invalid("/expiresAt", "is not one of the offered times");
        }
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plus(Period.parse(expiry))
                .toInstant();
    }

    private static ProblemException invalid(String pointer, String message) {
        return Problem.of(ProblemCode.INVALID_PAYLOAD, "The key cannot be created")
                .at(pointer, message)
                .asException();
    }

    /** A page of its own, because a key that is revoked stays so. */
    @GetMapping("/{id}/revoke")
    String askBeforeRevocation(@PathVariable String id, Model model) {
        model.addAttribute(
                "shown",
                keys.all().stream()
                        .filter(key -> key.id().equals(id))
                        .findFirst()
                        .map(this::shown)
                        .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "No key has this id")
                                .asException()));
        return "console/key-revoke";
    }

    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable String id) {
        keys.revoke(id);
        return "redirect:" + PATH;
    }
}
