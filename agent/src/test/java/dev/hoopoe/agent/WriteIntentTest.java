package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteIntentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write only that to answer.txt.",
                "Create a list of my books",
                "Move every .tmp file into trash",
                "Please add milk to shopping.txt",
                "Speichere die Summe in summe.txt",
                "把结果保存到文件",
            })
    void seesAnOrderToChangeSomething(String question) {
        assertThat(WriteIntent.in(question)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Until what time are they open on a Thursday?",
                "How many customers live in Izmir?",
                "Which error code means \"certificate expired\"?",
                "Wie viele Kunden wohnen in Izmir?",
            })
    void aQuestionThatOnlyAsksIsNone(String question) {
        assertThat(WriteIntent.in(question)).isFalse();
    }
}
