using System.Security.Cryptography;

// A fixture waits for the engine most of the time: two side by side keep two processors busy.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]

namespace Sandbox.Tests;

/// <summary>What all of them stand on is there before the first: the compiled host, guard and gateway, the base image, the layers of the images.</summary>
[SetUpFixture]
internal sealed class Prepared
{
    private readonly string _name = $"prepared-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    [OneTimeSetUp]
    public async Task BuildAsync()
    {
        await BuildScript.BuildAllAsync(_name);
    }

    [OneTimeTearDown]
    public Task RemoveAsync() => BuildScript.CleanupAsync(_name);
}
