package io.fluvius.console.page;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers requests to pages that do not exist, and those with forged forms, with a page. */
@Hidden
@Controller
class NoPageController {

    @GetMapping("/console/{*path}")
    String noPage(@PathVariable String path) {
        throw Problem.of(ProblemCode.NOT_FOUND, "The console has no page " + path)
                .asException();
    }

    /** What the rules of routes have refused. */
    @RequestMapping("/console/forbidden")
    String forbidden() {
        throw Problem.of(ProblemCode.FORBIDDEN, "You have no right to see this page or to do this")
                .asException();
    }

    @RequestMapping(ConsoleAdvice.FORGED)
    String forged() {
        throw Problem.of(
                        ProblemCode.FORBIDDEN,
                        "The form was not made for this browser, or is too old; nothing was done. Go back, load the page again, and"
                                + " send the form once more")
                .asException();
    }
}
