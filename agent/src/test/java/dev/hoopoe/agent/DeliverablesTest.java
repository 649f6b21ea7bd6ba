package dev.hoopoe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverablesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What costs most? Write only that to answer.txt. | answer.txt",
                "Save the number as notes/total.md | notes/total.md",
                "Store the result in 'out.json'. | out.json",
                "Create a file named todo.txt with the word milk. | todo.txt",
                "Create todo.txt. | todo.txt",
                "Put the sum into the file sum.csv, please. | sum.csv",
                "Look it up and save guests.json as {\"guests\": number}. | guests.json",
                "Write \"Crickets arrive on Tuesday.\" to reminder.txt | reminder.txt",
            })
    void findsTheFileThatIsToBeWritten(String question, String file) {
        assertThat(Deliverables.in(question)).contains(file);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Write a.txt with the word one, then b.txt with two. | a.txt b.txt",
                "Create todo.md and done.md, both empty. | todo.md done.md",
                "Save the sum to sum.txt and the mean to mean.txt. | sum.txt mean.txt",
                "Write the sum to sum.txt and compare it with old.txt. | sum.txt",
                "Write a.txt. And b.txt, who made it? | a.txt",
            })
    void findsEachOfSeveralFiles(String question, String files) {
        assertThat(Deliverables.in(question)).containsExactly(files.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What does rota.md say about Monday? |",
                "How many people in people.csv are 33 or older? |",
                "Who wrote notes/a.md? |",
                "Read http://127.0.0.1:80/a.html and answer. |",
            })
    void aFileThatIsOnlyReadIsNone(String question, String none) {
        assertThat(Deliverables.in(question)).isEmpty();
    }

    @Test
    void hostileTextTakesLittleTime() {
        String text = "write ".repeat(20_000) + " to " + "a/".repeat(20_000);
        assertThat(Deliverables.in(text)).isEmpty();
    }
}
