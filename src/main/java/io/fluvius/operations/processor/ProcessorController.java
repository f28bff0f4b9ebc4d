package io.fluvius.operations.processor;

import io.fluvius.http.request.JsonMembers;
import io.fluvius.http.request.RequestParameters;
import io.fluvius.operations.ProcessorStatus;
import io.fluvius.operations.Processors;
import io.fluvius.operations.Processors.ResetTo;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Processors over HTTP. */
@Hidden
@RestController
@RequestMapping(ProcessorController.PATH)
class ProcessorController {

    static final String PATH = "/api/operations/processors";

    private final Processors processors;

    ProcessorController(Processors processors) {
        this.processors = processors;
    }

    @GetMapping
    Map<String, List<ProcessorStatus>> all(HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        return Map.of("data", processors.all());
    }

    @GetMapping("/{name}")
    ProcessorStatus get(@PathVariable String name, HttpServletRequest request) {
        RequestParameters.requireKnown(request, Set.of());
        return processors.get(name);
    }

    @PostMapping("/{name}/start")
    ProcessorStatus start(@PathVariable String name, HttpServletRequest request) throws IOException {
        requireEmpty(request);
        return processors.start(name);
    }

    @PostMapping("/{name}/stop")
    ProcessorStatus stop(@PathVariable String name, HttpServletRequest request) throws IOException {
        requireEmpty(request);
        return processors.stop(name);
    }

    @PostMapping("/{name}/reset")
    ProcessorStatus reset(@PathVariable String name, HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        return processors.reset(
                name, resetTo(JsonMembers.read(request, Set.of("to")).required("to")));
    }

    @PostMapping("/{name}/segments/{segment}/split")
    ProcessorStatus split(@PathVariable String name, @PathVariable String segment, HttpServletRequest request)
            throws IOException {
        requireEmpty(request);
        return processors.split(name, number(segment));
    }

    @PostMapping("/{name}/segments/{segment}/merge")
    ProcessorStatus merge(@PathVariable String name, @PathVariable String segment, HttpServletRequest request)
            throws IOException {
        requireEmpty(request);
        return processors.merge(name, number(segment));
    }

    @PostMapping("/{name}/segments/{segment}/release")
    ProcessorStatus release(@PathVariable String name, @PathVariable String segment, HttpServletRequest request)
            throws IOException {
        requireEmpty(request);
        return processors.release(name, number(segment));
    }

    private static void requireEmpty(HttpServletRequest request) throws IOException {
        RequestParameters.requireKnown(request, Set.of());
        JsonMembers.readIfPresent(request, Set.of());
    }

    private static ResetTo resetTo(String text) {
        try {
            return switch (text) {
                case "tail" -> ResetTo.TAIL;
                case "head" -> ResetTo.HEAD;
                default -> ResetTo.time(Instant.parse(text));
            };
        } catch (DateTimeException malformed) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The body is not valid")
                    .at("/to", "must be tail, head, or a time such as 2026-11-22T10:15:30Z")
                    .asException();
        }
    }

    private static int number(String segment) {
        try {
            return Integer.parseInt(segment);
        } catch (NumberFormatException malformed) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The segment in the path is not a whole number")
                    .asException();
        }
    }
}
