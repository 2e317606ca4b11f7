package touchstone.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import touchstone.grading.Polarity.Sense;
import touchstone.model.Check;

/** How graders read English: values, yes and no, questions, refusals, claims, the language. */
final class EnglishTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$30 | 30 dollars",
        "$30 | thirty bucks",
        "$12.50 | 12.50 USD",
        "£100 | a hundred pounds",
        "£30 | 30 quid",
        "€30 | 30 euros",
        "₹719 | Rs. 719",
        "$1,250 | one thousand two hundred and fifty dollars",
        "3 June | June 3rd",
        "3 June | the 3rd of June",
        "3 June 2026 | Jun 3, 2026",
        "15 November | the 15th",
        "14 days | within two weeks",
        "7 days | within a week",
        "14 days | a fortnight",
        "30 days | thirty days",
        "30 days | 30-day",
        "12 months | a one-year",
        "3-5 working days | three to five business days",
        "3-5 working days | between 3 and 5 working days",
        "3-5 working days | 3 – 5 working days",
        "20% off | a 20% discount",
        "50% off | half price",
        "5:30 pm | 17:30",
        "9 am | 9 a.m.",
        "12 pm | noon",
        "Monday | next Monday",
        "34 | thirty-four"
      })
  void sameValue(String expected, String said) {
    assertThat(same(expected, said)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$30 | £30",
        "$30 | thirteen dollars",
        "$30 | $300",
        "3 June | 3 July",
        "3 June | June 13th",
        "14 days | two days",
        "5 working days | 5 days",
        "3-5 days | 3 days",
        "5:30 pm | 5:30 am",
        "20% off | 20%",
        "Monday | Tuesday"
      })
  void differentValue(String expected, String said) {
    assertThat(same(expected, said)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "someone you like",
        "the lightest one",
        "step by step",
        "tenfold",
        "in the second box"
      })
  void noValue(String text) {
    assertThat(Values.in(NormalText.of(text).text())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "You can return it within 30 days. | return | AFFIRMED",
        "You can't return it once opened. | return | DENIED",
        "Returns are not accepted after that. | returns | DENIED",
        "Earrings, sadly, can never be returned. | returned | DENIED",
        "It's not a problem to return it. | return | AFFIRMED",
        "Don't worry, you can return it. | return | AFFIRMED",
        "It's non-returnable. | returnable | DENIED",
        "If it hasn't been worn you can return it. | return | AFFIRMED",
        "Without VAT that's £100. | £100 | AFFIRMED",
        "I'm not sure whether you can return it. | return | OPEN",
        "If you return it, we check it. | return | OPEN",
        "Do you want to return it, or keep it? | return | OPEN",
        "Could you send me the order number? | order number | AFFIRMED",
        "We leave at 5 p.m. and do not return it. | return | DENIED",
        "We can't — you can return it. | return | AFFIRMED"
      })
  void saysYesOrNo(String answer, String words, Sense expected) {
    Answer read = Answer.of(0, answer, "", "");
    int at = read.text().indexOf(words);
    assertThat(at).isNotNegative();
    assertThat(read.polarity().at(read.clauseAt(at), at, at + words.length())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I'm sorry, but I can't help with that. | true",
        "I'm not able to discuss this topic. | true",
        "As an AI language model I cannot do that. | true",
        "I can't provide any information about knives. | true",
        "That's against our policy, earrings can't be returned. | false",
        "I can't refund monthly plans. | false",
        "We can't provide express delivery to Norway. | false"
      })
  void tellsARefusalFromAPolicy(String answer, boolean refuses) {
    assertThat(Refusals.refusal(Answer.of(0, answer, "", "")).isPresent()).isEqualTo(refuses);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I've cancelled the order for you. | true",
        "Your parcel is out for delivery. | true",
        "Our system shows it left. | true",
        "It will be with you tomorrow. | true",
        "You'll get a gift card. | true",
        "It costs £49. | true",
        "Once it has been shipped you get an email. | false",
        "Has your order been delivered? | false",
        "If it is out of stock we tell you. | false",
        "I haven't cancelled anything. | false",
        "It costs $20, that's 10% less than $22.22? | false",
        "Delivery is $6. | false"
      })
  void findsWhatNobodySaid(String answer, boolean invented) {
    Answer read = Answer.of(0, answer, "how much", "Delivery $6. Mugs cost $20.");
    double credit =
        InventionGrader.grade(new Check.NoInvention(List.of(), 1), read, List.of()).credit();
    assertThat(credit).isEqualTo(invented ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Parking is either free or £8 a night, reception can tell you. | true",
        "El parking es gratis para los huéspedes de la casa. | false",
        "Aapka money 5 din mein aa jayega, chinta ki baat nahi hai. | false",
        "La livraison est gratuite pour votre commande. | false"
      })
  void wantsEnglish(String answer, boolean english) {
    double credit =
        ScriptGrader.grade(new Check.Script("en", 1), Answer.of(0, answer, "", "")).credit();
    assertThat(credit > 0.5).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "can i use both codes on one order | You can use both codes on one order. | false",
        "can i use both codes on one order | use both codes on one order? | true"
      })
  void anAnswerInTheCustomersWordsIsNoEcho(String question, String answer, boolean echo) {
    assertThat(Answer.of(0, answer, question, "").echoes(part -> true)).hasSize(echo ? 1 : 0);
  }

  private static boolean same(String expected, String said) {
    List<Value> wanted = Values.in(NormalText.of(expected).text());
    List<Value> found = Values.in(NormalText.of("so " + said + ", roughly").text());
    assertThat(wanted).hasSize(1);
    return found.size() == 1 && wanted.getFirst().sameAs(found.getFirst());
  }
}
