using AiSandbox.Guard.Forward;

namespace Guard.Tests.Forward;

public sealed class FrameReaderTests
{
    private readonly List<Frame> _taken = [];

    [SetUp]
    public void Begin() => _taken.Clear();

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100_000)]
    public void Should_read_what_was_written_whatever_it_is_cut_into(int piece)
    {
        var frames = new[]
        {
            new Frame(FrameKind.Ready, 0, default), Frame.Of(FrameKind.Open, 1, 65_535), new Frame(FrameKind.Data, 1, new byte[Frame.Most]),
            Frame.Of(FrameKind.Credit, 1, int.MaxValue), new Frame(FrameKind.Reset, 1, new byte[] { 1 }), new Frame(FrameKind.End, int.MaxValue, default),
        };
        var bytes = frames.SelectMany(frame => frame.ToBytes()).ToArray();
        var reader = new FrameReader(_taken.Add);

        foreach (var part in bytes.Chunk(piece))
            reader.Add(part);

        _taken.Select(Text).ShouldBe(frames.Select(Text));
        _taken[1].Number.ShouldBe(65_535);
        _taken[3].Number.ShouldBe(int.MaxValue);
    }

    [TestCase(0, 0)]
    [TestCase(7, 0)]
    [TestCase((int)FrameKind.Ready, 1)]
    [TestCase((int)FrameKind.Open, 3)]
    [TestCase((int)FrameKind.Data, 0)]
    [TestCase((int)FrameKind.Data, Frame.Most + 1)]
    [TestCase((int)FrameKind.Data, -1)]
    [TestCase((int)FrameKind.Data, int.MinValue)]
    [TestCase((int)FrameKind.Reset, 0)]
    [TestCase((int)FrameKind.Credit, 8)]
    public void Should_end_at_a_frame_that_there_is_not(int kind, int length)
    {
        var head = new byte[] { (byte)kind, 0, 0, 0, 1, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length };

        Should.Throw<InvalidDataException>(() => new FrameReader(_taken.Add).Add(head));

        _taken.ShouldBeEmpty();
    }

    [Test]
    public void Should_take_no_damaged_bytes_for_more_than_they_are()
    {
        var random = new Random(20261130);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            try
            {
                new FrameReader(frame => frame.Content.Length.ShouldBeLessThanOrEqualTo(Frame.Most)).Add(bytes);
            }
            catch (InvalidDataException)
            {
                continue;
            }
        }
    }

    private static string Text(Frame frame) => $"{frame.Kind} {frame.Connection} {Convert.ToHexString(frame.Content.Span)}";
}
