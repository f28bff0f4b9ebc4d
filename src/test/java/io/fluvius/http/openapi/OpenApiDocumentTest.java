package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.access.Access;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.payload.Validators;
import io.fluvius.documentation.MainDomains;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What generators of clients rely on in the OpenAPI document, without starting the application. */
class OpenApiDocumentTest {

    private static final String SCHEMAS = "#/components/schemas/";

    private static JsonNode document;

    @BeforeAll
    static void build() throws Exception {
        document = documentOf(MainDomains.definitions());
    }

    @AfterAll
    static void forgetTheRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    private static JsonNode documentOf(List<DomainDefinition> definitions) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setServerName("fluvius.example");
        request.setServerPort(8443);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        DomainRegistry domains = new DomainRegistry(definitions);
        OpenAPI built = new OpenAPI();
        new OpenApiDocument(
                        domains,
                        new CommandFactory(domains, Validators.VALIDATOR),
                        new VersionProperties("1.2.3"),
                        List.of(),
                        Access.local())
                .customise(built);
        return JsonMapper.shared().readTree(Json31.mapper().writeValueAsString(built));
    }

    @Test
    void the_names_of_schemas_are_stable() {
        assertThat(names("User"))
                .containsExactly(
                        "User",
                        "UserEvent",
                        "UserEventPage",
                        "UserField",
                        "UserFilter",
                        "UserPage",
                        "UserQuery",
                        "UserSort",
                        "UserSortKey",
                        "UserStatus");
        assertThat(names("Membership"))
                .containsExactly(
                        "Membership",
                        "MembershipField",
                        "MembershipFilter",
                        "MembershipPage",
                        "MembershipQuery",
                        "MembershipSort",
                        "MembershipSortKey");
        assertThat(names("CreateUser")).containsExactly("CreateUserPayload", "CreateUserRequest");
        assertThat(schemas().propertyNames())
                .contains(
                        "AggregateRef",
                        "AggregateTarget",
                        "BatchEntry",
                        "BatchResult",
                        "CommandFailure",
                        "CommandKey",
                        "CommandResult",
                        "Fault",
                        "NewAggregate",
                        "PageInfo",
                        "Position",
                        "Problem",
                        "RejectedProblem",
                        "TimeOrDate");
    }

    @Test
    void a_resource_does_not_take_the_name_of_another_schema() throws Exception {
        DomainDefinition user = MainDomains.definitions().stream()
                .filter(domain -> domain.name().equals("user"))
                .findFirst()
                .orElseThrow();
        JsonNode other = documentOf(List.of(new DomainDefinition(
                "problem", "problems", user.commands(), user.events(), user.rejections(), user.view())));

        assertThat(other.at("/components/schemas/Problem").has("discriminator")).isTrue();
        assertThat(other.at("/components/schemas/Problem_/properties").propertyNames())
                .contains("email");
        assertThat(other.at("/components/schemas/ProblemPage/properties/data/items/$ref")
                        .stringValue())
                .isEqualTo(SCHEMAS + "Problem_");
    }

    @Test
    void every_reference_leads_to_a_schema_and_every_schema_is_used() {
        List<String> references = new ArrayList<>();
        each(document, (path, node) -> node.path("$ref").asStringOpt().ifPresent(references::add));

        assertThat(references).allMatch(reference -> reference.startsWith(SCHEMAS));
        assertThat(schemas().propertyNames())
                .containsExactlyInAnyOrderElementsOf(references.stream()
                        .map(reference -> reference.substring(SCHEMAS.length()))
                        .distinct()
                        .toList());
    }

    @Test
    void every_operation_has_an_id_a_tag_a_summary_a_description_and_problems() {
        List<String> tags = texts(document.path("tags"), "name");
        List<String> ids =
                operations().map(it -> it.path("operationId").stringValue()).toList();

        assertThat(tags).containsSubsequence("group", "user").endsWith("commands", "meta");
        assertThat(ids).doesNotHaveDuplicates().contains("create-user", "find-user", "query-membership");
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(tags).contains(operation.at("/tags/0").stringValue());
            assertThat(operation.path("summary").stringValue()).isNotBlank();
            assertThat(operation.path("description").stringValue()).isNotBlank();
            assertThat(operation.path("responses").propertyNames())
                    .contains("400", "403", "500", "default")
                    .anyMatch(status -> status.startsWith("2"));
            operation.path("responses").forEachEntry((status, response) -> {
                if (!status.matches("[23]..")) {
                    assertThat(response.at("/content/application~1problem+json/schema/$ref")
                                    .stringValue())
                            .isEqualTo(SCHEMAS + "Problem");
                }
            });
        });
    }

    @Test
    void every_problem_has_a_schema_which_its_code_selects() {
        JsonNode mapping = schemas().at("/Problem/discriminator/mapping");

        assertThat(mapping.propertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::text)
                        .toList());
        mapping.forEachEntry((code, reference) -> {
            JsonNode problem = schemas().path(reference.stringValue().substring(SCHEMAS.length()));
            assertThat(texts(problem.at("/properties/code/enum"))).containsExactly(code);
            assertThat(texts(problem.path("required")))
                    .contains("type", "title", "status", "detail", "instance", "code");
            assertThat(problem.path("properties").propertyNames()).contains("errors", "commandId", "replayed");
        });
        assertThat(texts(schemas().at("/RejectedProblem/required"))).contains("rejection");
        assertThat(texts(schemas().at("/VersionMismatchProblem/required"))).contains("actual");
        assertThat(texts(schemas().at("/UniqueValueTakenProblem/required"))).contains("field");
        assertThat(texts(schemas().at("/InternalProblem/required"))).contains("incident");
    }

    @Test
    void every_object_says_which_members_are_required_and_every_integer_has_a_format() {
        schemas().forEachEntry((name, schema) -> {
            boolean isOptional = name.matches(".*(Filter|Query|Payload)|(Reconcile|NewAggregate).*|.*Request");
            if (schema.path("type").asString("").equals("object") && !isOptional) {
                assertThat(schema.path("required")).as(name).isNotEmpty();
            }
        });
        each(document, (path, node) -> {
            if (!node.path("type").isObject() && node.path("type").toString().contains("\"integer\"")) {
                assertThat(node.path("format").asString("none")).as(path).matches("int32|int64");
            }
        });
        assertThat(schemas().at("/User/required")).hasSameSizeAs(schemas().at("/User/properties"));
        assertThat(schemas().at("/User/properties/version/format").stringValue())
                .isEqualTo("int64");
        assertThat(schemas().at("/User/properties/reconciledAt/type").toString())
                .isEqualTo("[\"string\",\"null\"]");
        assertThat(schemas().at("/User/properties/status/$ref").stringValue()).isEqualTo(SCHEMAS + "UserStatus");
    }

    @Test
    void a_position_is_the_same_everywhere() {
        List<String> types = new ArrayList<>();
        each(document, (path, node) -> {
            JsonNode position = node.at("/properties/position");
            if (!position.isMissingNode()) {
                types.add(position.path("$ref").asString(""));
            }
            if (node.path("name").asString("").equals("after")) {
                types.add(node.at("/schema/$ref").asString(""));
            }
            if (node.has("Position") && path.endsWith("headers")) {
                types.add(node.at("/Position/schema/$ref").asString(""));
            }
        });

        assertThat(types).hasSizeGreaterThan(10).containsOnly(SCHEMAS + "Position");
    }

    @Test
    void a_creating_command_has_no_precondition_and_the_others_have_one() {
        operations()
                .filter(operation -> operation.at("/responses/201").isMissingNode())
                .filter(operation -> operation.at("/responses/409").isObject())
                .forEach(command -> {
                    assertThat(texts(command.path("parameters"), "name")).containsExactly("If-Match");
                    assertThat(command.path("responses").propertyNames()).contains("404", "412");
                });
        List<JsonNode> creating = operations()
                .filter(operation -> operation.at("/responses/201").isObject())
                .toList();
        assertThat(creating).hasSameSizeAs(MainDomains.definitions()).allSatisfy(command -> {
            assertThat(command.path("parameters").isMissingNode()).isTrue();
            assertThat(command.path("responses").propertyNames()).doesNotContain("404", "412");
            assertThat(command.at("/responses/201/headers").propertyNames())
                    .containsExactlyInAnyOrder("ETag", "Location");
        });
    }

    @Test
    void the_headers_of_answers_are_documented() {
        JsonNode item = document.path("paths").path("/api/users/{id}").at("/get/responses");

        assertThat(item.at("/200/headers").propertyNames())
                .containsExactlyInAnyOrder("Cache-Control", "ETag", "Position");
        assertThat(item.at("/304/headers").propertyNames()).containsExactlyInAnyOrder("Cache-Control", "ETag");
        assertThat(item.at("/503/headers").propertyNames()).containsExactly("Retry-After");
        assertThat(item.at("/default/headers").propertyNames()).containsExactly("Allow");
    }

    @Test
    void a_filter_has_every_operator_of_every_field() {
        JsonNode filter = schemas().path("UserFilter");

        assertThat(filter.path("properties").propertyNames())
                .contains("name", "name.has", "name!has", "createdAt.between", "requiredActions.any", ".or");
        assertThat(filter.at("/properties/status.in/items/$ref").stringValue()).isEqualTo(SCHEMAS + "UserStatus");
        assertThat(filter.at("/properties/createdAt.gte/$ref").stringValue()).isEqualTo(SCHEMAS + "TimeOrDate");
        assertThat(filter.at("/properties/deactivationReason/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(filter.at("/properties/.or/items/$ref").stringValue()).isEqualTo(SCHEMAS + "UserFilter");
        Pattern names = Pattern.compile(filter.at("/propertyNames/pattern").stringValue());
        assertThat(List.of("name", "name!eq", "name.eq", "name!has", "!and", "requiredActions.all"))
                .allMatch(name -> names.matcher(name).find());
        assertThat(List.of(
                        "nothing", "name.between", "requiredActions", "requiredActions.eq", "active.has", ".not", ""))
                .noneMatch(name -> names.matcher(name).find());
    }

    /** Linters, and validators in several languages, read them so. */
    @Test
    void patterns_need_no_flags() {
        each(document, (path, node) -> {
            if (node.path("pattern").isString()) {
                assertThat(node.path("pattern").stringValue()).as(path).doesNotContainPattern("[^\\x00-\\uFFFF]");
            }
        });
    }

    @Test
    void the_server_is_the_one_that_the_client_reached() {
        JsonNode server = document.path("servers").path(0);

        assertThat(server.path("url").stringValue()).isEqualTo("http://{authority}");
        assertThat(server.at("/variables/authority/default").stringValue()).isEqualTo("fluvius.example:8443");
    }

    @Test
    void names_of_schemas_and_operations_can_be_names_of_classes_and_methods() {
        Pattern name = Pattern.compile("[A-Z][A-Za-z0-9]*");
        Pattern id = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

        assertThat(schemas().propertyNames()).map(name::matcher).allMatch(Matcher::matches);
        assertThat(operations())
                .allMatch(it -> id.matcher(it.path("operationId").stringValue()).matches());
    }

    private static JsonNode schemas() {
        return document.at("/components/schemas");
    }

    private static List<String> names(String prefix) {
        return schemas().propertyNames().stream()
                .filter(name -> name.matches(
                        prefix + "(Event|EventPage|Field|Filter|Page|Query|Sort|SortKey|Status|Payload|Request)?"))
                .sorted()
                .toList();
    }

    private static Stream<JsonNode> operations() {
        return document.path("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private static void each(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        each("", node, visitor);
    }

    private static void each(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(path, node);
        if (node.isObject()) {
            node.forEachEntry((name, child) -> each(path + "/" + name, child, visitor));
        } else {
            node.valueStream().forEach(child -> each(path + "/*", child, visitor));
        }
    }

    private static List<String> texts(JsonNode objects, String member) {
        return objects.valueStream().map(it -> it.path(member).stringValue()).toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
