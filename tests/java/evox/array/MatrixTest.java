package evox.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {

  @Test
  void aRowIsCopiedBetweenAnyLayouts() {
    for (Matrix from : new Matrix[] {Matrix.tiles(40, 9), Matrix.rows(40, 9)}) {
      for (Matrix to : new Matrix[] {Matrix.tiles(35, 9), Matrix.rows(35, 9)}) {
        double[] row = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        from.write(39, row);
        from.copyRow(39, to, 33);
        assertThat(to.row(33)).isEqualTo(row);
        assertThat(to.row(32)).containsOnly(0);
        assertThat(to.row(34)).containsOnly(0);
      }
    }
  }

  @Test
  void aRowOfAnotherLengthOrPlaceIsRefused() {
    Matrix matrix = Matrix.rows(2, 3);
    assertThatThrownBy(() -> matrix.copyRow(0, Matrix.rows(2, 4), 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both matrices must have the same number of columns, got 3 and 4");
    assertThatThrownBy(() -> matrix.copyRow(0, Matrix.rows(2, 3), 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
