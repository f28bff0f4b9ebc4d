package io.fluvius.console.page;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers requests to pages that do not exist, and those that are refused, with a page. */
@Hidden
@Controller
class NoPageController {

    @GetMapping("/console/{*path}")
    String noPage(@PathVariable String path) {
        throw Problem.of(ProblemCode.NOT_FOUND, "The console has no page " + path)
                .asException();
    }

    @RequestMapping(ConsoleAdvice.REFUSED)
    String refused(@RequestAttribute(name = ConsoleAdvice.PROBLEM, required = false) @Nullable Problem problem) {
        throw Objects.requireNonNullElse(problem, Problem.of(ProblemCode.NOT_FOUND, "The console has no such page"))
                .asException();
    }
}
