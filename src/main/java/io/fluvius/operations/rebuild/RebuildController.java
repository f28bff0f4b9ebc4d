package io.fluvius.operations.rebuild;

import io.fluvius.http.limit.Lasting;
import io.fluvius.http.request.BodyReader;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.operations.Rebuild;
import io.fluvius.operations.Rebuilds;
import io.fluvius.operations.Rebuilds.Swap;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Suggestion;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Offers rebuilds over HTTP. */
@Hidden
@RestController
@RequestMapping("/api/operations/views/{path}/rebuild")
class RebuildController {

    private static final long PROGRESS_INTERVAL_MILLIS = 500;

    /** How many intervals a stream may be silent. */
    private static final int HEARTBEAT = 20;

    private final Rebuilds rebuilds;

    RebuildController(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    @PostMapping
    ResponseEntity<Object> start(@PathVariable String path, HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        Rebuild started = rebuilds.start(path, swapMode(request));
        return ResponseEntity.accepted()
                .header("Location", "/api/operations/views/" + path + "/rebuild")
                .body(RebuildJson.of(started));
    }

    @GetMapping
    ResponseEntity<Object> find(@PathVariable String path, HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        return ok(RebuildJson.of(rebuilds.find(path)));
    }

    @GetMapping("/diff")
    ResponseEntity<Object> diff(@PathVariable String path, HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        return ok(RebuildJson.of(rebuilds.compare(path)));
    }

    @PostMapping("/swap")
    ResponseEntity<Object> swap(@PathVariable String path, HttpServletRequest request) throws IOException {
        requireNothing(request);
        return ok(RebuildJson.of(rebuilds.swap(path)));
    }

    @PostMapping("/discard")
    ResponseEntity<Object> discard(@PathVariable String path, HttpServletRequest request) throws IOException {
        requireNothing(request);
        return ok(RebuildJson.of(rebuilds.discard(path)));
    }

    /** Sends the state whenever it changes, until the rebuild has ended. */
    @Lasting(Lasting.Kind.STREAM)
    @GetMapping("/progress")
    void progress(@PathVariable String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        Rebuild rebuild = rebuilds.find(path);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        OutputStream out = response.getOutputStream();
        send(out, rebuild, null);
        response.flushBuffer();
        for (int silent = 1; !rebuild.isEnded() && pause(); silent++) {
            Rebuild before = rebuild;
            rebuild = rebuilds.find(path);
            if (!rebuild.equals(before)) {
                send(out, rebuild, before);
                silent = 0;
            } else if (silent % HEARTBEAT == 0) {
                out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
            }
            response.flushBuffer();
        }
    }

    private static void send(OutputStream out, Rebuild rebuild, @Nullable Rebuild before) throws IOException {
        boolean isNewPhase = before == null || !Objects.equals(before.phase(), rebuild.phase());
        String event = "event: " + (isNewPhase ? "phase" : "progress") + "\ndata: "
                + Json.MAPPER.writeValueAsString(RebuildJson.of(rebuild)) + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PROGRESS_INTERVAL_MILLIS);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The body is optional, and so is its only member. */
    private static Swap swapMode(HttpServletRequest request) throws IOException {
        if (hasNoBody(request)) {
            return Swap.MANUAL;
        }
        JsonNode body = BodyReader.readJson(request);
        if (!body.isObject()) {
            throw Json.malformedRequestException("The body must be a JSON object");
        }
        List<Fault> faults = new ArrayList<>();
        body.propertyNames().forEach(name -> {
            if (!name.equals("swap")) {
                faults.add(new Fault(
                        Fault.child("", name), "is not a member of this body" + Suggestion.of(name, List.of("swap"))));
            }
        });
        JsonNode swap = body.path("swap");
        List<String> modes =
                Stream.of(Swap.values()).map(RebuildController::text).toList();
        if (!swap.isMissingNode() && !swap.isNull() && !(swap.isString() && modes.contains(swap.stringValue()))) {
            faults.add(new Fault("/swap", "must be one of " + String.join(", ", modes)));
        }
        Problem.throwIfAny(faults, ProblemCode.MALFORMED_REQUEST, "Invalid body");
        return swap.isString() ? Swap.values()[modes.indexOf(swap.stringValue())] : Swap.MANUAL;
    }

    private static void requireNothing(HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        if (!hasNoBody(request) && !BodyReader.readJson(request).isEmpty()) {
            throw Json.malformedRequestException("The body must be empty");
        }
    }

    private static boolean hasNoBody(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    }

    private static String text(Swap mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ResponseEntity<Object> ok(Map<String, @Nullable Object> body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
