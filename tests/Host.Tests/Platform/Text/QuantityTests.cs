using AiSandbox.Host.Platform.Text;

namespace Host.Tests.Platform.Text;

public sealed class QuantityTests
{
    [TestCase(0, "0 B")]
    [TestCase(999, "999 B")]
    [TestCase(1000, "1 kB")]
    [TestCase(1234, "1.23 kB")]
    [TestCase(12_345, "12.3 kB")]
    [TestCase(999_499, "999 kB")]
    [TestCase(999_500, "1 MB")]
    [TestCase(5_000_000_000, "5 GB")]
    [TestCase(long.MaxValue, "9.22 EB")]
    public void Should_show_a_size_with_three_digits_and_a_unit(long bytes, string expected) => Quantity.Size(bytes).ShouldBe(expected);

    [TestCase(0, "0 ms")]
    [TestCase(999, "999 ms")]
    [TestCase(1000, "1 s")]
    [TestCase(1239, "1.23 s")]
    [TestCase(59_999, "59.9 s")]
    [TestCase(60_000, "1 min 0 s")]
    [TestCase(3_599_999, "59 min 59 s")]
    [TestCase(3_660_000, "1 h 1 min")]
    [TestCase(100_800_000, "1 d 4 h")]
    public void Should_show_a_duration_in_the_units_that_matter(long milliseconds, string expected) =>
        Quantity.Duration(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(expected);
}
