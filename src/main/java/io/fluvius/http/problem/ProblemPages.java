package io.fluvius.http.problem;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pages that explain problems: the {@code type} of a problem is the URL of its page. */
@Hidden
@RestController
class ProblemPages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    @GetMapping("/problems/{code}")
    ResponseEntity<String> page(@PathVariable String code) {
        ProblemCode known = Arrays.stream(ProblemCode.values())
                .filter(it -> it.text().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND, "No problem has this code")
                        .asException());
        ProblemType type = ProblemType.of(known);
        return ResponseEntity.ok().contentType(HTML).body("""
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body>
                <h1>%2$s</h1>
                <p>%3$s</p>
                <p>Code <code>%1$s</code>, HTTP status %4$d.</p>
                </body>
                </html>
                """.formatted(
                        known.text(), type.title(), type.explanation(), type.status()));
    }
}
