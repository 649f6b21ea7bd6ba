package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What ends the start, and how the message says where, why and what to do. */
@SuppressWarnings("unused") // tools are called by reflection
class StartRulesTest {
    static final class NoDescription {
        @Tool(" ")
        String order_find() {
            return "";
        }
    }

    static final class Vague {
        @Tool("Run it.")
        String execute() {
            return "";
        }
    }

    static final class Exotic {
        @Tool("Find.")
        String order$find() {
            return "";
        }
    }

    record Inner(List<String> deep) {}

    record Middle(Inner inner) {}

    record Outer(Middle middle) {}

    static final class Nested {
        @Tool("Find.")
        String order_find(Outer in) {
            return "";
        }
    }

    static final class Wordy {
        @Tool(
                """
                Find an order by looking through all orders that were ever made by anybody, which \
                takes the name of the customer, the number of the bill, the day on which it was \
                sent, the day on which it came, and a good many other things that are described \
                below in much detail, so that nobody can say that it was not explained well enough \
                to everybody who might ever want to call it for whatever reason there may be. It \
                answers with the order, the customer, the bill, the parcel, the day on which it \
                was sent, the day on which it came, and a good many other things that are not \
                described anywhere, although somebody should have done so a long time ago, when \
                there was still somebody who knew what they were and what they were good for. If \
                nothing is found, it says so, and if something is found, it says so as well, so \
                that there is always something to read for those who like to read a lot of text. \
                Nobody needs to know this, and every conversation would pay for it: first in the \
                list of the tools, then in each turn, whether anybody asks about an order or about \
                the weather, which is why it is refused before the first client has come at all.\
                """)
        String order_find() {
            return "";
        }
    }

    static final class Twins {
        record Two(String customerId, String customer_id) {}

        @Tool("Find.")
        String order_find(Two in) {
            return "";
        }
    }

    static final class Budget {
        record Length(Optional<String> max_tokens) {}

        @Tool("Find.")
        String order_find(Length in) {
            return "";
        }
    }

    static final class BadDefault {
        record Limit(@Or("many") int limit) {}

        @Tool("Find.")
        String order_find(Limit in) {
            return "";
        }
    }

    static final class Loose {
        @Tool("Find.")
        String order_find(String name) {
            return "";
        }
    }

    static final class Mute {
        static final class Thing {}

        @Tool("Find.")
        Thing order_find() {
            return new Thing();
        }
    }

    static final class Overloaded {
        record One(String a) {}

        @Tool("Find.")
        String order_find(One in) {
            return "";
        }

        @Tool("Find all.")
        String order_find() {
            return "";
        }
    }

    static class Base {
        @Tool("Find.")
        String order_find() {
            return "found";
        }
    }

    static final class Derived extends Base {}

    private static AbstractThrowableAssert<?, ? extends Throwable> starting(Object author) {
        return assertThatThrownBy(() -> ToolBox.of(author))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aToolNeedsADescription() {
        starting(new NoDescription())
                .hasMessage(
                        "Tool NoDescription.order_find has no description; write one in @Tool(\"…\").");
    }

    @Test
    void aNameSaysWhatItActsOn() {
        starting(new Vague())
                .hasMessage(
                        "Tool Vague.execute is named \"execute\", which does not say what it acts on;"
                                + " name it domain_verb, such as order_find.");
    }

    @Test
    void aNameIsOneThatModelInterfacesTake() {
        starting(new Exotic()).hasMessageContaining("order$find").hasMessageContaining("letters");
    }

    @Test
    void schemasAreFlat() {
        starting(new Nested())
                .hasMessageContaining("Nested.order_find takes Middle.inner")
                .hasMessageContaining("one list of flat records");
    }

    @Test
    void aDefinitionKeepsItsBudget() {
        starting(new Wordy())
                .hasMessageContaining("Wordy.order_find costs about")
                .hasMessageContaining("over the 220")
                .hasMessageContaining("shorten");
    }

    @Test
    void parametersAreNotAlike() {
        starting(new Twins()).hasMessageContaining("customerId and customer_id");
    }

    @Test
    void theBudgetOfAResultIsANumber() {
        starting(new Budget()).hasMessageContaining("max_tokens that is no whole number");
    }

    @Test
    void aDefaultIsAValueThatACallerCouldSend() {
        starting(new BadDefault())
                .hasMessageContaining("limit is \"many\"")
                .hasMessageContaining("mend @Or of limit");
    }

    @Test
    void aToolTakesARecord() {
        starting(new Loose())
                .hasMessageContaining("Loose.order_find takes a String; a tool takes one record");
    }

    @Test
    void whatIsReturnedHasAText() {
        starting(new Mute()).hasMessageContaining("Mute.order_find returns Thing");
    }

    @Test
    void namesAreUnique() {
        starting(new Overloaded())
                .hasMessageContaining("Two tools are named order_find")
                .hasMessageContaining("Overloaded.order_find");
        assertThatThrownBy(() -> ToolBox.of(new Base(), new Derived()))
                .hasMessageContaining("Two tools are named order_find");
    }

    @Test
    void inheritedToolsCount() {
        assertThat(ToolBox.of(new Derived()).call("order_find", Map.of()).body())
                .isEqualTo("found");
    }
}
