package dev.bellows.data.generator;

import java.util.List;

/**
 * Customers of a telephone company, with the columns of IBM's Telco churn table: who leaves is
 * drawn from a logistic model of contract, tenure, products and prices. About 27 in 100 leave;
 * nobody can rank them better than with an area under the curve of about 0.85, and a linear model
 * comes within 0.01 of that. {@code TotalCharges} is blank for the new customers.
 */
final class Churn implements Generator {
  private static final long serialVersionUID = 1;
  private static final String[] CONTRACTS = {"Month-to-month", "One year", "Two year"};
  private static final String[] INTERNET = {"Fiber optic", "DSL", "No"};
  private static final String[] PAYMENTS = {
    "Electronic check", "Mailed check", "Bank transfer (automatic)", "Credit card (automatic)"
  };
  private static final List<String> ADD_ONS =
      List.of(
          "OnlineSecurity",
          "OnlineBackup",
          "DeviceProtection",
          "TechSupport",
          "StreamingTV",
          "StreamingMovies");

  private static final long LETTERS = 26L * 26 * 26 * 26 * 26;
  private static final double BASE = -0.75;

  private final long seed;

  Churn(long seed) {
    this.seed = seed;
  }

  @Override
  public List<Field> fields() {
    return List.of(
        Field.of("customerID", Type.TEXT),
        Field.of("gender", Type.TEXT),
        Field.of("SeniorCitizen", Type.INTEGER),
        Field.of("Partner", Type.TEXT),
        Field.of("Dependents", Type.TEXT),
        Field.of("tenure", Type.INTEGER),
        Field.of("PhoneService", Type.TEXT),
        Field.of("MultipleLines", Type.TEXT),
        Field.of("InternetService", Type.TEXT),
        Field.of("OnlineSecurity", Type.TEXT),
        Field.of("OnlineBackup", Type.TEXT),
        Field.of("DeviceProtection", Type.TEXT),
        Field.of("TechSupport", Type.TEXT),
        Field.of("StreamingTV", Type.TEXT),
        Field.of("StreamingMovies", Type.TEXT),
        Field.of("Contract", Type.TEXT),
        Field.of("PaperlessBilling", Type.TEXT),
        Field.of("PaymentMethod", Type.TEXT),
        Field.of("MonthlyCharges", Type.NUMBER),
        Field.of("TotalCharges", Type.NUMBER),
        Field.of("Churn", Type.TEXT));
  }

  @Override
  public String label() {
    return "Churn";
  }

  @Override
  public Object[] row(long index) {
    Draws draws = new Draws(seed, "churn", index);
    Customer customer = new Customer(index, draws);
    return customer.row(draws.chance(customer.probability()) ? "Yes" : "No");
  }

  /**
   * The probability with which the customer of row {@code index} leaves: the best there is to know.
   */
  double probability(long index) {
    return new Customer(index, new Draws(seed, "churn", index)).probability();
  }

  /** One customer, drawn in an order that decides the rows. */
  private static final class Customer {
    private final String id;
    private final String gender;
    private final int senior;
    private final String partner;
    private final String dependents;
    private final String contract;
    private final int tenure;
    private final String internet;
    private final String phone;
    private final String lines;
    private final String[] addOns = new String[ADD_ONS.size()];
    private final String paperless;
    private final String payment;
    private final double monthly;
    private final Double total;

    Customer(long index, Draws draws) {
      id = id(index);
      gender = draws.chance(0.5) ? "Female" : "Male";
      senior = draws.chance(0.16) ? 1 : 0;
      partner = draws.yes(0.48);
      dependents = draws.yes(partner.equals("Yes") ? 0.52 : 0.09);
      contract = draws.choose(CONTRACTS, 0.55, 0.21, 0.24);
      double stay = draws.uniform();
      double skew =
          contract.equals(CONTRACTS[0]) ? 2.4 : contract.equals(CONTRACTS[1]) ? 0.75 : 0.4;
      tenure = draws.chance(0.003) ? 0 : 1 + (int) (72 * StrictMath.pow(stay, skew));
      internet = draws.choose(INTERNET, 0.44, 0.34, 0.22);
      phone = internet.equals("DSL") ? draws.yes(0.72) : "Yes";
      lines = phone.equals("No") ? "No phone service" : draws.yes(0.3 + 0.004 * tenure);
      int bought = 0;
      for (int i = 0; i < addOns.length; i++) {
        addOns[i] =
            internet.equals("No")
                ? "No internet service"
                : draws.yes(i < 4 ? 0.25 + 0.004 * tenure : 0.5);
        bought += addOns[i].equals("Yes") ? i < 4 ? 1 : 2 : 0;
      }
      paperless = draws.yes(internet.equals("Fiber optic") ? 0.77 : 0.44);
      payment = draws.choose(PAYMENTS, internet.equals("Fiber optic") ? 0.5 : 0.22, 0.23, 0.15);
      double price =
          (internet.equals("Fiber optic") ? 50 : internet.equals("DSL") ? 25 : 0)
              + (phone.equals("Yes") ? 20 : 0)
              + (lines.equals("Yes") ? 5 : 0)
              + 5 * bought
              + draws.gaussian();
      monthly = StrictMath.rint(price * 20) / 20;
      double charged = tenure * monthly * (1 + 0.03 * draws.gaussian());
      total = tenure == 0 ? null : StrictMath.rint(charged * 20) / 20;
    }

    double probability() {
      double logit =
          BASE
              + (contract.equals(CONTRACTS[1]) ? -0.9 : contract.equals(CONTRACTS[2]) ? -1.9 : 0)
              - 0.025 * tenure
              + 0.9 * StrictMath.exp(-tenure / 6.0)
              + (internet.equals("Fiber optic") ? 1.0 : internet.equals("No") ? -0.9 : 0)
              + effect(addOns[0], -0.45)
              + effect(addOns[1], -0.2)
              + effect(addOns[3], -0.4)
              + effect(addOns[4], 0.2)
              + effect(addOns[5], 0.2)
              + effect(lines, 0.25)
              + effect(paperless, 0.35)
              + effect(dependents, -0.25)
              + (payment.equals(PAYMENTS[0]) ? 0.45 : 0)
              + 0.3 * senior;
      return 1 / (1 + StrictMath.exp(-logit));
    }

    private static double effect(String answer, double logit) {
      return answer.equals("Yes") ? logit : 0;
    }

    Object[] row(String churn) {
      return new Object[] {
        id,
        gender,
        senior,
        partner,
        dependents,
        tenure,
        phone,
        lines,
        internet,
        addOns[0],
        addOns[1],
        addOns[2],
        addOns[3],
        addOns[4],
        addOns[5],
        contract,
        paperless,
        payment,
        monthly,
        total,
        churn
      };
    }

    /** Four digits and five letters, another for each index below 10⁴ · 26⁵. */
    private static String id(long index) {
      long digits = index % 10_000;
      // Multipliers that share no factor with 10⁴ and 26⁵: permutations.
      long letters = (index / 10_000 % LETTERS * 7_654_321 + digits * 1_234_577) % LETTERS;
      StringBuilder id = new StringBuilder(10);
      id.append(10_000 + digits * 7_919 % 10_000).deleteCharAt(0).append('-');
      for (int i = 0; i < 5; i++) {
        id.append((char) ('A' + letters % 26));
        letters /= 26;
      }
      return id.toString();
    }
  }
}
