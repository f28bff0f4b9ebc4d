package io.fluvius.domain.view;

import java.util.ArrayList;
import java.util.List;

/** Generates example statements for a field: one for each operator, one negation, and two with {@code null}. */
final class StatementExamples {

    /** Two values of a type, in ascending order. */
    private record Values(String first, String second) {}

    private StatementExamples() {}

    static List<String> of(ViewField field) {
        Values values = values(field);
        List<String> examples = new ArrayList<>();
        for (Operator operator : field.type().operators()) {
            String key = operator == Operator.EQ ? field.name() : field.name() + "." + operator.text();
            examples.add(key + "=" + operand(operator, values));
        }
        examples.add(negation(field, values));
        if (field.nullable() && field.type().operators().contains(Operator.EQ)) {
            examples.add(field.name() + "=null");
            examples.add(field.name() + ".ne=null");
        }
        return examples;
    }

    private static String negation(ViewField field, Values values) {
        Operator operator = field.type().operators().contains(Operator.HAS) ? Operator.HAS : Operator.EQ;
        return field.name() + "!" + operator.text() + "=" + values.first();
    }

    private static String operand(Operator operator, Values values) {
        return operator.takesList() ? values.first() + "," + values.second() : values.first();
    }

    private static Values values(ViewField field) {
        return switch (field.type()) {
            case TEXT -> new Values("ann", "john");
            case INTEGER -> new Values("1", "21");
            case NUMBER -> new Values("1.5", "21");
            case DATE_TIME -> new Values("2026-01-01", "2026-11-22T10:15:30.123Z");
            case DATE -> new Values("2026-01-01", "2026-11-22");
            case BOOLEAN -> new Values("true", "false");
            case UUID -> new Values("0190c7a1-0000-7000-8000-000000000001", "0190c7a1-0000-7000-8000-000000000002");
            case ENUM -> new Values(field.names().getFirst(), field.names().getLast());
            case TEXT_SET -> new Values("A", "B");
        };
    }
}
