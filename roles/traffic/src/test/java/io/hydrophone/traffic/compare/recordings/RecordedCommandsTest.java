package io.hydrophone.traffic.compare.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.compare.Outcomes.Statement;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.RecordingReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedCommandsTest {
    @TempDir
    private Path directory;

    @Test
    void executionsHaveTheTextThatWasPrepared() throws Exception {
        try (Tape tape = Tape.of(directory)) {
            tape.begin(1, 0, new PreparedBefore(9, "SELECT before".getBytes(UTF_8)));
            tape.begin(2, 0);
            tape.execute(1, 1, 9);
            tape.answer(1, 1, 1);
            tape.ask(1, 2, Command.COM_STMT_PREPARE, "SELECT one");
            tape.ask(2, 1, Command.COM_STMT_PREPARE, "SELECT two");
            tape.prepared(2, 1, 1);
            tape.prepared(1, 2, 1);
            tape.execute(1, 3, 1);
            tape.answer(1, 3, 1);
            tape.execute(2, 2, 1);
            tape.answer(2, 2, 1);
            tape.execute(2, 3, 0xffff_ffffL);
            tape.answer(2, 3, 1);
            tape.ask(2, 4, Command.COM_STMT_PREPARE, "SELECT wrong");
            tape.fail(2, 4, 1064);
            tape.execute(2, 5, 2);
            tape.fail(2, 5, 1243);
            tape.ask(2, 6, Command.COM_RESET_CONNECTION, "");
            tape.answer(2, 6, 0);
            tape.execute(2, 7, 1);
            tape.fail(2, 7, 1243);
        }
        assertThat(commands())
                .filteredOn(command -> command.statement().command() == Command.COM_STMT_EXECUTE)
                .extracting(command -> command.statement().sql())
                .containsExactly("SELECT before", "SELECT one", "SELECT two", "SELECT two", "", "");
    }

    @Test
    void theDatabaseIsFollowed() throws Exception {
        try (Tape tape = Tape.of(directory)) {
            tape.begin(1, 0);
            tape.query(1, 1, "SELECT 1");
            tape.query(1, 2, " use `other`; ");
            tape.query(1, 3, "SELECT 1");
            tape.ask(1, 4, Command.COM_INIT_DB, "third");
            tape.answer(1, 4, 0);
            tape.query(1, 5, "SELECT 1");
            tape.ask(1, 6, Command.COM_INIT_DB, "missing");
            tape.fail(1, 6, 1049);
            tape.query(1, 7, "SELECT used FROM t");
            tape.ask(1, 8, Command.COM_CHANGE_USER, "bob\0\0db\0");
            tape.answer(1, 8, 0);
            tape.query(1, 9, "SELECT 1");
        }
        assertThat(commands())
                .filteredOn(command -> command.statement().command() == Command.COM_QUERY)
                .extracting(command -> command.statement().database())
                .containsExactly("shop", "shop", "other", "third", "third", "");
        assertThat(commands().getLast().statement().user()).isEqualTo("bob");
    }

    @Test
    void queryAttributesAreNotPartOfTheText() throws Exception {
        byte[] none = "\3\0\1SELECT 1".getBytes(UTF_8);
        byte[] one = "\3\1\1\0\1\375\0\4name\5valueSELECT 2".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        try (Tape tape = Tape.of(directory)) {
            tape.begin(1, Capability.QUERY_ATTRIBUTES);
            tape.ask(1, 1, none);
            tape.answer(1, 1, 1);
            tape.ask(1, 2, one);
            tape.answer(1, 2, 1);
            tape.begin(2, 0);
            tape.ask(2, 1, none);
            tape.answer(2, 1, 1);
            tape.ask(2, 2, Command.COM_QUERY, "SELECT 1");
            tape.answer(2, 2, 1);
        }
        assertThat(commands())
                .extracting(command -> command.statement().sql())
                .containsExactly("SELECT 1", "SELECT 2", "SELECT 1", "SELECT 1");
    }

    @Test
    void whatGotNoAnswerIsGivenWithoutOne() throws Exception {
        try (Tape tape = Tape.of(directory)) {
            tape.begin(1, 0);
            tape.ask(1, 1, Command.COM_QUERY, "SELECT lost");
            tape.ask(1, 2, Command.COM_QUERY, "SELECT heard");
            tape.answer(1, 2, 1);
            tape.ask(1, 3, Command.COM_QUERY, "SELECT cut");
            tape.ask(1, 4, Command.COM_QUIT, "");
            tape.over(1);
            tape.ask(5, 8, Command.COM_QUERY, "SELECT unfinished");
            tape.answer(6, 1, 1); // of a command that is missing
        }
        assertThat(commands())
                .extracting(command -> command.statement().sql() + (command.answer() == null ? " -" : ""))
                .containsExactly("SELECT lost -", "SELECT heard", "SELECT cut -", "", "SELECT unfinished -");
    }

    @Test
    void commandsWithoutAnswersAreLeftOut() throws Exception {
        try (Tape tape = Tape.of(directory)) {
            tape.begin(1, 0);
            for (int number = 1; number < 5_000; number++) {
                tape.ask(1, number, Command.COM_STMT_CLOSE, "\1\0\0\0");
            }
            tape.query(1, 5_000, "SELECT 1");
            tape.ask(1, 5_001, Command.COM_QUIT, "");
            tape.answer(1, 5_001, 0);
        }
        assertThat(commands())
                .extracting(RecordedCommand::statement)
                .containsExactly(new Statement(Command.COM_QUERY, "SELECT 1", "shop", "app"));
    }

    private List<RecordedCommand> commands() throws InterruptedException {
        List<RecordedCommand> all = new ArrayList<>();
        try (RecordingReader reader = RecordingReader.open(directory, List.of(), problem -> {})) {
            RecordedCommands commands = new RecordedCommands(reader);
            for (RecordedCommand command = commands.next(); command != null; command = commands.next()) {
                all.add(command);
            }
        }
        return all;
    }
}
