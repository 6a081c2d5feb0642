"""What a person does: one file per task, and the only floor that the faces may call."""
