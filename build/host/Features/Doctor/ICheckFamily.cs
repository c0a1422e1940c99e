namespace AiSandbox.Host.Features.Doctor;

/// <summary>The requirements of one family, in the order in which they are shown.</summary>
public interface ICheckFamily
{
    /// <summary>The requirements. Which there are may depend on what is there: one for each SSH host.</summary>
    IEnumerable<Requirement> Requirements(DoctorScope scope);
}
