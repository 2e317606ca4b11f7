package touchstone.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import touchstone.imports.Block;
import touchstone.model.Language;
import touchstone.model.Text;
import touchstone.report.SheetFile;

/** The columns of a sheet of blind pairs. */
final class VoteSheet {
  private static final Text ID = new Text("编号", "id");
  private static final Text VOTE = new Text("投票", "vote");
  private static final Text VOTER = new Text("投票人", "voter");

  private VoteSheet() {}

  static SheetFile of(List<List<String>> rows, Language language) {
    return new SheetFile(
        new Text("投票", "Votes").in(language),
        List.of(
            new SheetFile.Column(ID.in(language), 14),
            new SheetFile.Column(new Text("店里的规矩", "shop's rules").in(language), 40),
            new SheetFile.Column(new Text("顾客问", "customer asks").in(language), 36),
            new SheetFile.Column(new Text("回答一", "answer 1").in(language), 60),
            new SheetFile.Column(new Text("回答二", "answer 2").in(language), 60),
            new SheetFile.Column(VOTE.in(language), 8),
            new SheetFile.Column(VOTER.in(language), 12)),
        rows,
        OptionalInt.of(5),
        List.of("1", "2", "0"));
  }

  static Optional<String> id(Block.TableRow row) {
    return cell(row, ID);
  }

  static Optional<String> vote(Block.TableRow row) {
    return cell(row, VOTE);
  }

  static String voter(Block.TableRow row) {
    return cell(row, VOTER).orElse("");
  }

  private static Optional<String> cell(Block.TableRow row, Text column) {
    for (int i = 0; i < row.header().size(); i++) {
      String name = row.header().get(i).strip();
      if (name.equals(column.zh()) || name.equals(column.en())) {
        return Optional.of(row.cells().get(i));
      }
    }
    return Optional.empty();
  }
}
