package evox.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import evox.array.Elementary;
import org.junit.jupiter.api.Test;

class NormalsTest {

  private static final int COUNT = 400_000;

  @Test
  void theMomentsAndTheTailsAreThoseOfTheNormalDistribution() {
    double[] moments = new double[5];
    int beyond3 = 0;
    double[] row = new double[8];
    for (int i = 0; i < COUNT / row.length; i++) {
      Normals.row(RandomKey.of(77).at(3, i), row);
      for (double x : row) {
        for (int power = 1; power <= 4; power++) moments[power] += Math.pow(x, power) / COUNT;
        if (Math.abs(x) > 3) beyond3++;
        assertThat(Math.abs(x)).isLessThanOrEqualTo(Normals.LARGEST);
      }
    }
    // Four standard errors of each: sqrt((E x^2k - (E x^k)^2) / n).
    assertThat(moments[1]).isEqualTo(0, within(4 * Math.sqrt(1.0 / COUNT)));
    assertThat(moments[2]).isEqualTo(1, within(4 * Math.sqrt(2.0 / COUNT)));
    assertThat(moments[3]).isEqualTo(0, within(4 * Math.sqrt(15.0 / COUNT)));
    assertThat(moments[4]).isEqualTo(3, within(4 * Math.sqrt(96.0 / COUNT)));
    assertThat((double) beyond3 / COUNT).isEqualTo(0.0027, within(4 * Math.sqrt(0.0027 / COUNT)));
  }

  @Test
  void neighboursAreNotCorrelated() {
    double[] row = new double[4];
    double[] sums = new double[6];
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      Normals.row(RandomKey.of(78).at(0, i), row);
      int at = 0;
      for (int j = 0; j < 4; j++) for (int k = 0; k < j; k++) sums[at++] += row[j] * row[k] / n;
    }
    for (double sum : sums) assertThat(sum).isEqualTo(0, within(4 / Math.sqrt(n)));
  }

  @Test
  void noDeviateIsLargerThanTheLargest() {
    double smallest = (1.0 - 0x1p-33) - Uniforms.of(-1);
    assertThat(smallest).isEqualTo(0x1p-33);
    assertThat(Math.sqrt(-2.0 * Elementary.log(smallest))).isBetween(6.76, Normals.LARGEST);
  }
}
