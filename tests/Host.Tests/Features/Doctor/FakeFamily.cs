using AiSandbox.Host.Features.Doctor;

namespace Host.Tests.Features.Doctor;

/// <summary>The requirements that a test names.</summary>
internal sealed class FakeFamily(params Requirement[] requirements) : ICheckFamily
{
    public IEnumerable<Requirement> Requirements(DoctorScope scope) => requirements;
}

/// <summary>Looks at one requirement of a real family.</summary>
internal static class Look
{
    public static async Task<Answer> AtAsync(ICheckFamily family, string name, DoctorScope scope) =>
        await family.Requirements(scope).Single(requirement => requirement.Name == name).LookAsync(scope, TestContext.CurrentContext.CancellationToken);
}
